import Files
import Notebooks
import Running
import Sessions

/// A run that was cut off, which `haltbook run --resume` goes on with.
enum FormerRun {
    /// What the journal in an output folder says of the notebook's last run.
    static func content(in folder: String, of file: NotebookFile) throws -> RunJournal.Content {
        let path = ReportFiles(folder: folder).journal
        guard SafeFile.isFile(path) else {
            throw Failure("there is no run in \(folder) to resume; run the notebook without --resume")
        }
        do {
            let content = try RunJournal.read(path)
            guard content.record.notebook.text == file.notebook.source.text else {
                throw Failure(
                    "\(file.path) has changed since the run in \(folder); run it without --resume: what has not changed is reused"
                )
            }
            guard content.canGoOn else {
                throw Failure("the run in \(folder) came to its end; there is nothing to resume")
            }
            return content
        } catch let problem as NotARecord {
            throw Failure("\(problem)")
        } catch let problem as FileProblem {
            throw Failure("\(problem)")
        }
    }

    /// The parameters that were set for it.
    static func overrides(_ former: RunJournal.Content?) -> [ParameterValues.Override] {
        let set = former?.record.parameters.filter { !$0.isDefault } ?? []
        let source = NotebookSource(name: "the run's journal", text: "")
        return set.map {
            ParameterValues.Override(
                name: $0.name, value: $0.value, place: SourcePlace(line: 1, column: 1), source: source)
        }
    }

    /// Throws where other parameters are set than were then.
    static func check(_ former: RunJournal.Content, is notebook: CheckedNotebook) throws(Failure) {
        let now = notebook.parameters.entries.map(\.value)
        guard let (parameter, _) = zip(former.record.parameters, now).first(where: { $0.value != $1 }) else { return }
        throw Failure(
            "the run to resume has \(parameter.name)=\(parameter.value); leave -p and --parameters out, or run without --resume"
        )
    }
}
