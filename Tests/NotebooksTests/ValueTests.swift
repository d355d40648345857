import FoundationEssentials
import Testing

@testable import Notebooks

@Suite struct ValueTests {
    @Test func `a real takes an integer, and nothing else takes another type`() {
        let accepted = ValueType.allCases.flatMap { type in
            ValueType.allCases.filter(type.accepts).map { "\(type) \($0)" }
        }
        #expect(
            accepted == ["integer integer", "real integer", "real real", "boolean boolean", "text text", "list list"])
    }

    @Test func `values are written as an author would`() {
        #expect(
            Value.list([.integer(1), .real(0.5), .boolean(true), .text("a b")]).description == "[1, 0.5, true, a b]")
    }

    @Test func `text that reads as a number is quoted in messages`() {
        #expect(Value.text("5").quoted == "`\"5\"`")
        #expect(Value.text("five").quoted == "`five`")
        #expect(Value.integer(5).quoted == "`5`")
    }

    @Test func `values pass through JSON with their types`() throws {
        let values: [Value] = [
            .integer(-3), .real(0.25), .real(1), .boolean(false), .text("5"), .list([.integer(1), .text("")]),
        ]
        let json = try JSONEncoder().encode(values)
        #expect(
            String(decoding: json, as: UTF8.self)
                == #"[{"integer":-3},{"real":0.25},{"real":1},{"boolean":false},{"text":"5"},"#
                + #"{"list":[{"integer":1},{"text":""}]}]"#)
        #expect(try JSONDecoder().decode([Value].self, from: json) == values)
    }

    @Test(arguments: ["5", "{}", #"{"number":1}"#, #"{"integer":1.5}"#])
    func `JSON that is no value is refused`(json: String) {
        #expect(throws: DecodingError.self) { try JSONDecoder().decode(Value.self, from: Data(json.utf8)) }
    }

    @Test func `grouped writes integers, the other formats any number`() {
        #expect(ValueType.allCases.filter { ValueFormat.grouped.accepts($0) } == [.integer])
        for format in [ValueFormat.fixed(1), .percent(1), .scientific(1)] {
            #expect(ValueType.allCases.filter { format.accepts($0) } == [.integer, .real])
        }
    }
}
