package import Notebooks

/// What an option can hold.
package protocol OptionContent: Sendable {
    static var type: ValueType { get }
    /// What it looks like where its type says too little, as in "a range such as `1..5`".
    static var form: String? { get }
    init?(_ value: Value)
    var value: Value { get }
}

extension OptionContent {
    package static var form: String? { nil }
}

extension Int: OptionContent {
    package static var type: ValueType { .integer }

    package init?(_ value: Value) {
        guard case .integer(let integer) = value else { return nil }
        self = integer
    }

    package var value: Value { .integer(self) }
}

extension Double: OptionContent {
    package static var type: ValueType { .real }

    package init?(_ value: Value) {
        guard let number = value.number else { return nil }
        self = number
    }

    package var value: Value { .real(self) }
}

extension Bool: OptionContent {
    package static var type: ValueType { .boolean }

    package init?(_ value: Value) {
        guard case .boolean(let boolean) = value else { return nil }
        self = boolean
    }

    package var value: Value { .boolean(self) }
}

extension String: OptionContent {
    package static var type: ValueType { .text }

    package init?(_ value: Value) {
        guard case .text(let text) = value else { return nil }
        self = text
    }

    package var value: Value { .text(self) }
}

/// The path of a file to read: relative to the notebook's folder.
package struct InputFile: OptionContent {
    package static var type: ValueType { .text }
    package var path: String

    package init?(_ value: Value) {
        guard let path = String(value), !path.isEmpty else { return nil }
        self.path = path
    }

    package var value: Value { .text(path) }
}

/// The path of a file to write: relative to the run's output folder.
package struct OutputFile: OptionContent {
    package static var type: ValueType { .text }
    package var path: String

    package init?(_ value: Value) {
        guard let path = String(value), !path.isEmpty else { return nil }
        self.path = path
    }

    package var value: Value { .text(path) }
}
