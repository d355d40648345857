import Files
import Foundation
import Running
import Sessions

/// What a true run gives, to be filled with other words: a record, and outputs that only commands make.
struct RecordTemplate {
    /// With one parameter.
    let record: RunRecord
    let expectation: ExpectationOutcome
    let reported: ReportedFigure

    private static let notebook = """
        ---
        title: Template
        parameters: { a: { type: integer, default: 3 } }
        ---

        ```halt
        setup seed=3
        expect setup.seed == 3
        reported setup.seed = 3.0 +- 0.5 source="a paper"
        ```

        """

    /// Runs a notebook with the `haltbook` that was built beside this program; the file of its record.
    static func make(in folder: String) throws -> String {
        try SafeFile.makeFolder(folder)
        try SafeFile.write(notebook, to: "\(folder)/template.md")
        let run = Process()
        run.executableURL = Child.program.deletingLastPathComponent().appendingPathComponent("haltbook")
        run.arguments = ["run", "\(folder)/template.md", "--output", "\(folder)/template"]
        run.standardOutput = FileHandle.nullDevice
        try run.run()
        run.waitUntilExit()
        guard run.terminationStatus == 0 else {
            throw FuzzProblem("haltbook did not run the template; correct it in RecordTemplate.swift")
        }
        return "\(folder)/template/run.json"
    }

    /// Reads a record that `make` has made.
    init(_ path: String) throws {
        record = try RunFile.read(path)
        let outputs = record.cells.flatMap(\.outputs)
        let expectations = outputs.compactMap { if case .expectation(let outcome) = $0 { outcome } else { nil } }
        let figures = outputs.compactMap { if case .reported(let figure) = $0 { figure } else { nil } }
        guard let expectation = expectations.first, let reported = figures.first, record.parameters.count == 1 else {
            throw FuzzProblem("a run of the template gives too little; correct it in RecordTemplate.swift")
        }
        self.expectation = expectation
        self.reported = reported
    }
}

/// Why fuzzing cannot go on, which is no finding.
struct FuzzProblem: Error, CustomStringConvertible {
    let description: String

    init(_ description: String) {
        self.description = description
    }
}
