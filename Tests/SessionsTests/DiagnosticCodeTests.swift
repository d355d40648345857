import Notebooks
import Testing

@testable import Sessions

@Suite struct DiagnosticCodeTests {
    @Test(arguments: BadNotebook.names)
    func `a bad notebook has exactly the problem that it is meant to have`(name: String) throws {
        let notebook = try BadNotebook(name)
        let result = try notebook.check()
        #expect(result.diagnostics.map(\.diagnostic.code.rawValue) == [notebook.code])
        #expect(result.diagnostics.map(\.message) == [notebook.message])
        #expect((result.notebook == nil) == result.hasErrors)
    }

    @Test(arguments: BadNotebook.names)
    func `every problem says what to do instead`(name: String) throws {
        #expect(try BadNotebook(name).check().diagnostics.allSatisfy { !$0.diagnostic.remedy.isEmpty })
    }

    @Test func `every code is of reading and checking, or of running`() throws {
        let checking = try Set(BadNotebook.names.map { try BadNotebook($0).code })
        let running: [DiagnosticCode] = [.commandFailed, .expectationFailed, .timedOut, .interrupted]
        #expect(checking.isDisjoint(with: running.map(\.rawValue)))
        #expect(checking.union(running.map(\.rawValue)) == Set(DiagnosticCode.allCases.map(\.rawValue)))
    }

    @Test
    func `only an unknown key of the front matter, unclear prose and half a bibliography are no more than warnings`()
        throws
    {
        let warnings = try BadNotebook.names.filter { try !BadNotebook($0).check().hasErrors }
        #expect(
            warnings == [
                "HB0102-unknown-key", "HB0107", "HB0107-callout", "HB0107-not-used", "HB0107-twice", "HB0110",
            ])
    }
}
