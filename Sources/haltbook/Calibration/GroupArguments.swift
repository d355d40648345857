import ArgumentParser
import Uncertainty

/// Where samples' groups come from.
struct GroupArguments: ParsableArguments {
    @Option(help: "The column that names each sample's group (default: group, else task).")
    var group: String?

    @Option(
        help: ArgumentHelp(
            "A regular expression that finds the group in the id: its first part in parentheses, else all of it.",
            valueName: "regex"))
    var groupFromId: String?

    func validate() throws {
        guard group == nil || groupFromId == nil else {
            throw ValidationError("--group and --group-from-id both say where groups come from; give one of them")
        }
    }

    var groups: SampleGroups {
        if let group { return .column(group) }
        return groupFromId.map { .id(matching: $0) } ?? .usual
    }
}
