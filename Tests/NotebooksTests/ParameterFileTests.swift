import Testing

@testable import Notebooks

@Suite struct ParameterFileTests {
    private func message(_ text: String) -> String? {
        let source = NotebookSource(name: "p.yml", text: text)
        do throws(Diagnostic) {
            _ = try ParameterFileParser.entries(of: source)
            return nil
        } catch {
            return error.message(in: source)
        }
    }

    @Test func `each line gives a parameter its value`() throws {
        let source = NotebookSource(name: "p.yml", text: "# quick\nepochs: 2\nname: \"2\"\n")
        #expect(
            try ParameterFileParser.entries(of: source) == [
                .init(name: "epochs", value: .integer(2), place: at(2, 1)),
                .init(name: "name", value: .text("2"), place: at(3, 1)),
            ])
        #expect(try ParameterFileParser.entries(of: NotebookSource(name: "p.yml", text: "")) == [])
    }

    @Test func `a file that is a list`() {
        #expect(
            message("- epochs\n") == """
                p.yml:1:1: error[HB0403]: the parameters are not `name: value`; write one parameter a line, as in `epochs: 10`
                  1 | - epochs
                    | ^
                """)
    }

    @Test func `a value that is a list`() {
        #expect(
            message("epochs: [1]\n") == """
                p.yml:1:9: error[HB0403]: `epochs` has no plain value; write one parameter a line, as in `epochs: 10`
                  1 | epochs: [1]
                    |         ^
                """)
    }

    @Test func `a parameter that stands twice`() {
        #expect(
            message("epochs: 1\nepochs: 2\n") == """
                p.yml:1:1: error[HB0403]: `epochs` stands twice; remove one of them
                  1 | epochs: 1
                    | ^
                """)
    }
}
