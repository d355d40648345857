import ArgumentParser
import RunStorage

/// `haltbook show RUN`
struct Show: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Shows all that is kept of an earlier run.",
        discussion: "Runs are looked for where `haltbook history` does, or beside the notebook of --notebook.")

    @Argument(help: ArgumentHelp("The run's id, the beginning of it, or `latest`.", valueName: "run"))
    var name: String

    @Option(help: "A notebook in the folder whose runs are looked through.")
    var notebook: String?

    @Option(help: "How it is shown.")
    var format = HistoryFormat.text

    func run() throws {
        do {
            let places = try notebook.map { try HistoryPlaces.ofFolder(HistoryPlaces.split($0).folder) }
            let stored = try (places ?? HistoryPlaces.here()).run(named: name)
            switch format {
            case .json: Terminal.say(try HistoryFormat.json(of: stored))
            case .text: Terminal.say(RunPage(stored).text)
            }
        } catch let problem as HistoryProblem {
            throw Failure("\(problem)")
        } catch let problem as RunNotFound {
            throw Failure("\(problem)")
        }
    }
}
