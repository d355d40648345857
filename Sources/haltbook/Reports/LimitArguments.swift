import ArgumentParser
import Reports

/// How much of a cell a report shows.
struct LimitArguments: ParsableArguments {
    @Option(help: ArgumentHelp("Table rows of one cell that the report shows; run.json has all.", valueName: "count"))
    var maxRows = OutputLimits().rows

    @Option(help: ArgumentHelp("Bytes of text of one cell that the report shows.", valueName: "bytes"))
    var maxText = OutputLimits().text

    func validate() throws {
        if maxRows < 0 || maxText < 0 { throw ValidationError("--max-rows and --max-text take 0 or more") }
    }

    var limits: OutputLimits { OutputLimits(rows: maxRows, text: maxText) }
}
