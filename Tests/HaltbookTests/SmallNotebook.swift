import Foundation

/// A notebook that makes data, trains, and tests, in an instant.
let smallNotebook = """
    ---
    title: Small
    parameters:
      epochs: { type: integer, default: 2, minimum: 1 }
    ---

    ```halt
    #| label: data
    setup seed=3
    config projection_size=8 hidden_size=8 layers=1 batch_size=16 early_stop_patience=1000000
    dataset synthetic samples=60 max_length=20
    split
    ```

    Some prose.

    ```halt
    #| label: training
    model
    train checkpoint=every-epoch epochs={{ parameters.epochs }}
    save weights.safetensors
    ```

    ```halt
    #| label: test
    evaluate test resamples=20
    expect test.count == 9
    ```

    It trained for {{ train.epochs }} epochs.

    """

/// Output of the program without what differs from run to run and from machine to machine: durations, digests, and the
/// lines of epochs.
func settled(_ output: String) -> [String] {
    let text = output.replacing(/\d+(\.\d)? m?s\b|\d+ min \d\d s/, with: "TIME").replacing(/[0-9a-f]{8,}…/, with: "#…")
    return text.split(separator: "\n").map(String.init).filter { !$0.hasPrefix("  epoch ") }
}

/// A report's page without the block in which reports of the same may differ.
func withoutCircumstances(_ page: String) -> String {
    page.replacing(/<div id="circumstances">.*?<\/footer>/.dotMatchesNewlines(), with: "")
}

extension ProgramTests.Workplace {
    /// Changes a file's text.
    func change(_ name: String, _ old: String, to new: String) throws {
        let text = try text(of: name).replacing(old, with: new)
        try text.write(to: folder.appendingPathComponent(name), atomically: true, encoding: .utf8)
    }

    func data(of name: String) -> Data? { FileManager.default.contents(atPath: "\(folder.path)/\(name)") }

    /// Starts a command and kills it as soon as it has said some text.
    func startAndKill(_ command: String, after text: String) throws {
        let (process, output, _) = try start("exec \(command)")
        var said = ""
        while !said.contains(text), process.isRunning {
            said += String(decoding: output.fileHandleForReading.availableData, as: UTF8.self)
        }
        kill(process.processIdentifier, SIGKILL)
        process.waitUntilExit()
    }
}
