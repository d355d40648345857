import ArgumentParser
import Files
import LogProbs
import Notebooks

/// Options of the commands that read what servers return.
struct ResponseArguments: ParsableArguments {
    @Option(help: "The name of the responses' ids (default: custom_id, id).")
    var id: String?

    @Option(help: "The name of the labels, points between the names of a path (default: label).")
    var label: String?

    @Option(help: "The name of the tasks or models (default: group, task, dataset, category, else the model).")
    var group: String?

    @Option(help: "The name of what a response answers (default: item, item_id, question_id, question, prompt).")
    var item: String?

    @Option(
        help: """
            A file of JSON lines, or of comma-separated values, that has labels by id; they go before those beside the \
            responses.
            """)
    var labels: String?

    /// A file of labels that cannot be read ends the program with exit code 2.
    func options(keepsAlternatives: Bool = false) throws(Failure) -> ReadingOptions {
        let keys = ResponseKeys(id: id, label: label, group: group, item: item)
        return ReadingOptions(keys: keys, labels: try table(keys), keepsAlternatives: keepsAlternatives)
    }

    /// Says which labels no response was read of.
    func warnOfUnusedLabels(_ options: ReadingOptions) {
        guard let labels, let table = options.labels, let first = table.unused.first else { return }
        Terminal.complain(
            "haltbook: warning: \(labels): \(table.unused.count) of \(table.count) labels are of no response, the first of "
                + "`\(first.readable)`; --id says under which name the responses have their ids")
    }

    private func table(_ keys: ResponseKeys) throws(Failure) -> LabelTable? {
        guard let labels else { return nil }
        let table: LabelTable
        do throws(FileProblem) {
            table = try LabelTable(labels, keys: keys)
        } catch {
            throw Failure("\(error)")
        }
        if let first = table.problems.first {
            throw Failure("\(labels):\(first.line): \(first.problem.reason.readable)")
        }
        guard table.labelled > 0 else {
            throw Failure(
                table.count == 0
                    ? "\(labels) has no labels; give JSON lines, or comma-separated values under a line of names"
                    : "\(labels): none of its \(table.count) lines has a label; --label says under which name they are")
        }
        return table
    }
}
