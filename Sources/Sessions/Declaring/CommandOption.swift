package import Notebooks

/// An option of a command, declared once: parsing, checking, running and the reference page all read this.
package struct CommandOption<Content: OptionContent>: DeclaredOption {
    package let name: String
    package let help: String
    /// Whether the option is a plain word after the command's name instead of `name=value`.
    package let isOperand: Bool
    package let defaultContent: Content?
    /// What holds where the option is not given and has no default of its own.
    package let fallback: String?
    package let bounds: Bounds?
    package let choices: [String]
    package let reach: OptionReach

    package init(
        _ name: String, operand isOperand: Bool = false, default defaultContent: Content? = nil,
        fallback: String? = nil, within bounds: Bounds? = nil, choices: [String] = [],
        changes reach: OptionReach = .results, _ help: String
    ) {
        self.name = name
        self.isOperand = isOperand
        self.defaultContent = defaultContent
        self.fallback = fallback
        self.bounds = bounds
        self.choices = choices
        self.reach = reach
        self.help = help
    }

    package var type: ValueType { Content.type }
    package var form: String? { Content.form }
    package var isRequired: Bool { defaultContent == nil && fallback == nil }
    package var defaultText: String? { defaultContent?.value.description ?? fallback }
    package var fileRole: FileRole? {
        if Content.self == InputFile.self { .read } else if Content.self == OutputFile.self { .written } else { nil }
    }
    package var defaultValue: Value? { defaultContent?.value }
    package func holds(_ value: Value) -> Bool { Content(value) != nil }
}

/// An option whatever its type.
package protocol DeclaredOption: Sendable {
    var name: String { get }
    var help: String { get }
    var isOperand: Bool { get }
    var isRequired: Bool { get }
    var type: ValueType { get }
    var form: String? { get }
    var bounds: Bounds? { get }
    var choices: [String] { get }
    var defaultText: String? { get }
    var defaultValue: Value? { get }
    var fileRole: FileRole? { get }
    var reach: OptionReach { get }
    /// Whether a value of the right type can be held.
    func holds(_ value: Value) -> Bool
}

/// What another value of an option makes another one of.
package enum OptionReach: Sendable {
    /// What the command computes.
    case results
    /// What it shows of how it was computed, and nothing that later commands use.
    case display
    /// How it goes about it, and nothing that it gives.
    case procedure
}

/// Whether an option names a file that the command reads, or one that it writes.
package enum FileRole: Sendable {
    case read, written

    /// How the name of a written file must end: a notebook then writes over weights at worst, and over nothing else that
    /// may lie in the folder.
    package static let ending = ".safetensors"

    /// The name of a file of thresholds, which the program chooses: by their digest, so that it never names other ones.
    static func thresholds(_ signal: String, digest: String) -> String {
        // A dataset's own scores may have any name.
        let name = signal.map { $0.isASCII && ($0.isLetter || $0.isNumber || "_-.".contains($0)) ? $0 : "_" }
        return "thresholds-\(String(name))-\(digest.prefix(12)).json"
    }

    /// Whether a path is of that form.
    package static func isThresholds(_ path: String) -> Bool {
        path.hasPrefix("thresholds-") && path.hasSuffix(".json")
            && path.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber || "_-.".contains($0)) }
    }
}

extension DeclaredOption {
    /// What the option takes, in words: `an integer of at least 1`.
    package var expectation: String {
        // What many choices have in common says more than all of them.
        if !choices.isEmpty, form == nil { return "one of " + choices.map { "`\($0)`" }.joined(separator: ", ") }
        if let fileRole { return fileRole == .written ? "the path of a `\(FileRole.ending)` file" : "a file's path" }
        if let form { return form }
        return bounds.map { "\(type.described) \($0)" } ?? type.described
    }

    /// What is wrong with a value for this option, or nil.
    package func problem(with value: Value) -> OptionProblem? {
        let text = "\(subject) takes \(expectation), not \(value.quoted)"
        guard type.accepts(value.type) else {
            return OptionProblem(code: .wrongType, text: text, remedy: example(near: value))
        }
        let fits =
            (choices.isEmpty || choices.contains(value.description) || form != nil)
            && value.number.map { bounds?.contains($0) ?? true } ?? true
            && (fileRole == nil || namesFile(value)) && (form == nil || holds(value))
        return fits ? nil : OptionProblem(code: .outOfRange, text: text, remedy: example(near: value))
    }

    /// The option as messages call it: `SPLIT` for a plain word, else its name in back quotes.
    package var subject: String { isOperand ? name.uppercased() : "`\(name)`" }

    /// A path that ends in its folder names no file.
    private func namesFile(_ value: Value) -> Bool {
        let path = value.description
        if fileRole == .written, !path.hasSuffix(FileRole.ending) { return false }
        return !path.isEmpty && !path.hasSuffix("/") && !path.hasSuffix("/.") && path != "."
    }

    /// What to write instead: the choice that was probably meant, or what the option takes by example.
    private func example(near value: Value) -> String {
        if !choices.isEmpty {
            return Spelling.remedy(for: value.description, among: choices, otherwise: "write one of these")
        }
        if fileRole != nil { return "write a path such as `weights.safetensors`" }
        if let defaultText = defaultValue?.description { return "write for example \(written(defaultText))" }
        return isOperand ? "write another" : "write another, or leave \(subject) out"
    }

    /// As a notebook has it: text of several words stands in quotation marks.
    private func written(_ text: String) -> String {
        let text = text.contains(" ") ? "\"\(text)\"" : text
        return isOperand ? "`\(text)`" : "`\(name)=\(text)`"
    }
}

/// What is wrong with a value for an option.
package struct OptionProblem: Hashable, Sendable {
    package var code: DiagnosticCode
    package var text: String
    package var remedy: String
}
