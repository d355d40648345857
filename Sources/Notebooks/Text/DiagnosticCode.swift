/// The stable code of each kind of problem: once given, a code keeps its meaning.
package enum DiagnosticCode: String, Codable, Sendable, CaseIterable {
    // The file and its parts.
    case unreadable = "HB0101"
    case frontMatter = "HB0102"
    case unclosedFence = "HB0103"
    case fenceInfo = "HB0104"
    case displayOption = "HB0105"
    case duplicateLabel = "HB0106"
    case unclearProse = "HB0107"
    case formula = "HB0108"
    case unknownReference = "HB0109"
    case bibliography = "HB0110"

    // The command language.
    case syntax = "HB0201"
    case unknownCommand = "HB0202"
    case unknownOption = "HB0203"
    case duplicateOption = "HB0204"
    case missingOption = "HB0205"
    case wrongType = "HB0206"
    case outOfRange = "HB0207"

    // What a command refers to.
    case missingPrerequisite = "HB0301"
    case unknownValue = "HB0302"
    case unknownFormat = "HB0303"
    case missingFile = "HB0304"
    case forbiddenPath = "HB0305"

    // Parameters.
    case parameterDeclaration = "HB0401"
    case unknownParameter = "HB0402"
    case parameterValue = "HB0403"

    // What only a run can tell.
    case commandFailed = "HB0501"
    case expectationFailed = "HB0502"
    case timedOut = "HB0503"
    case interrupted = "HB0504"

    /// What kind of problem it is, in a few words: the heading of the code's page.
    package var title: String {
        switch self {
        case .unreadable: "unreadable file"
        case .frontMatter: "wrong front matter"
        case .unclosedFence: "unclosed cell"
        case .fenceInfo: "wrong beginning of a cell"
        case .displayOption: "wrong display option"
        case .duplicateLabel: "duplicate label"
        case .unclearProse: "unclear prose"
        case .formula: "wrong formula"
        case .unknownReference: "unknown reference"
        case .bibliography: "wrong bibliography"
        case .syntax: "wrong syntax"
        case .unknownCommand: "unknown command"
        case .unknownOption: "unknown option"
        case .duplicateOption: "duplicate option"
        case .missingOption: "missing option"
        case .wrongType: "wrong type"
        case .outOfRange: "value out of range"
        case .missingPrerequisite: "missing prerequisite"
        case .unknownValue: "unknown value"
        case .unknownFormat: "unknown format"
        case .missingFile: "missing file"
        case .forbiddenPath: "forbidden path"
        case .parameterDeclaration: "wrong declaration of a parameter"
        case .unknownParameter: "unknown parameter"
        case .parameterValue: "wrong value of a parameter"
        case .commandFailed: "failed command"
        case .expectationFailed: "failed expectation"
        case .timedOut: "timeout"
        case .interrupted: "interruption"
        }
    }
}
