import HALT

/// A part of the split, by the word that notebooks use.
enum SplitPart: String, CaseIterable, Codable {
    case train, validation, test

    func places(in split: Split) -> [Int] {
        switch self {
        case .train: split.train
        case .validation: split.validation
        case .test: split.test
        }
    }

    /// The option that names one.
    static func option(default part: SplitPart) -> CommandOption<String> {
        CommandOption("split", default: part.rawValue, choices: allCases.map(\.rawValue), "Which responses to look at.")
    }

    /// The plain word that names one.
    static let operand = CommandOption<String>(
        "split", operand: true, choices: allCases.map(\.rawValue), "Which part of the split.")
}

extension Arguments {
    /// The part that an option names; its choices leave no other.
    func part(_ option: CommandOption<String>) -> SplitPart {
        guard let part = SplitPart(rawValue: self[option]) else {
            preconditionFailure("`\(self[option])` passed as a part of the split")
        }
        return part
    }
}
