import Reports
import Sessions
import Uncertainty

/// A calibration as a terminal shows it: tables, sentences, warnings, and where the thresholds are.
struct CalibrationText {
    private let result: ScoreCalibration
    private let file: ScoreTableFile
    private let path: String

    init(_ result: ScoreCalibration, file: ScoreTableFile, path: String) {
        (self.result, self.file, self.path) = (result, file, path)
    }

    var text: String {
        var parts = [file.name]
        for output in ScoreCalibrationView(result).outputs {
            switch output {
            case .table(let table): parts.append(table.plainText)
            case .note(let text): parts.append(text)
            case .warning(let text): parts.append("warning: \(text)")
            case .figure, .check, .expectation, .reported: break
            }
        }
        return (parts + ["The thresholds are in \(path)."]).joined(separator: "\n\n")
    }
}
