package import Notebooks

/// A command of the notebook language. One file each; what it declares drives all that is known of it.
package protocol Command: Sendable {
    /// The name that notebooks use, of one word or two.
    static var name: String { get }
    /// What it does, in one sentence.
    static var summary: String { get }
    static var options: [any DeclaredOption] { get }
    /// How it is written: `evaluate SPLIT [threshold=…]`.
    static var usage: String { get }
    /// What the session must hold before.
    static var needs: [SessionPart] { get }
    /// The same of these arguments, some of which may make it need more. Arguments that only a run knows are missing here.
    static func needs(_ arguments: Arguments) -> [SessionPart]
    /// What the session holds after.
    static var gives: [SessionPart] { get }
    /// What the session no longer holds after, since it was made from what changed.
    static var drops: [SessionPart] { get }
    /// Every part of the session that its outputs, its values or what it changes can depend on.
    static var uses: [SessionPart] { get }
    /// Every part that may be another one after.
    static var changes: [SessionPart] { get }
    /// Whether its values tell of the machine.
    static var showsMachine: Bool { get }
    /// Whether it shows figures and tables, which text may refer to.
    static var shows: [NotebookPart] { get }
    /// The values that notebooks may quote afterwards. Arguments that only a run knows are missing here.
    static func values(_ arguments: Arguments) -> [ValueDeclaration]

    static func run(_ arguments: Arguments, in session: Session) throws -> CommandResult
}

extension Command {
    package static var options: [any DeclaredOption] { [] }
    package static var needs: [SessionPart] { [] }
    package static func needs(_ arguments: Arguments) -> [SessionPart] { needs }
    package static var gives: [SessionPart] { [] }
    package static var drops: [SessionPart] { [] }
    package static var uses: [SessionPart] { needs }
    package static var changes: [SessionPart] { gives + drops }
    package static var showsMachine: Bool { false }
    package static var shows: [NotebookPart] { [] }
    package static func values(_ arguments: Arguments) -> [ValueDeclaration] { [] }

    package static var usage: String {
        ([name] + options.map(usage(of:))).joined(separator: " ")
    }

    private static func usage(of option: any DeclaredOption) -> String {
        let written = option.isOperand ? option.name.uppercased() : "\(option.name)=…"
        return option.isRequired ? written : "[\(written)]"
    }
}

/// A value that a command produces, known before it runs.
package struct ValueDeclaration: Hashable, Sendable {
    package var name: String
    package var type: ValueType

    package init(_ name: String, _ type: ValueType) {
        self.name = name
        self.type = type
    }
}

/// What a command answers.
package struct CommandResult: Sendable {
    package var outputs: [Output]
    package var values: [NamedValue]

    package init(_ outputs: [Output] = [], values: [NamedValue] = []) {
        self.outputs = outputs
        self.values = values
    }
}

/// A value under the name that notebooks quote it by.
package struct NamedValue: Hashable, Codable, Sendable {
    package var name: String
    package var value: Value

    package init(_ name: String, _ value: Value) {
        self.name = name
        self.value = value
    }
}

/// Why a command could not do its work, with what it had produced until then.
package struct CommandFailure: Error, Sendable {
    package var problem: String
    package var remedy: String
    package var partialResult = CommandResult()

    package init(_ problem: String, remedy: String) {
        self.problem = problem
        self.remedy = remedy
    }
}
