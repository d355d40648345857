import ArgumentParser
import Files
import Reports
import Running

/// Whether each figure becomes files of its own.
struct FigureArguments: ParsableArguments {
    @Option(
        name: .customLong("figures"),
        help: ArgumentHelp(
            """
            Also writes each figure as a file of its own into this folder: SVG, its data as CSV, and, where \
            rsvg-convert is installed, PNG.
            """, valueName: "folder"))
    var folder: String?

    /// Makes the folder, before anything is done that would be for nothing.
    func makeFolder() throws(Failure) {
        guard let folder else { return }
        do throws(FileProblem) {
            try SafeFile.makeFolder(folder)
            try SafeFile.checkWritable(folder)
        } catch {
            throw Failure("\(error); choose another place with --figures")
        }
    }

    /// Writes the figures of a run, and says so.
    func write(_ record: RunRecord) throws(Failure) {
        guard let folder else { return }
        let figures = ReportFigures(record).all
        do throws(FileProblem) {
            try FigureFiles(folder: folder).write(figures)
        } catch {
            throw Failure("\(error)", exitCode: 1)
        }
        Terminal.say("figures: \(folder) (\(figures.count == 1 ? "1 figure" : "\(figures.count) figures"))")
    }
}
