import Files

/// A search for bad notebooks, in child processes of some hundred inputs each: a crash ends one of those, and not the search.
struct Search {
    static let inputsInBatch = 200

    let corpus: String
    let files: [String]
    let seed: UInt64
    let findings: String
    /// The file of the record that those of the trials are made after.
    let template: String

    private var current: String { "\(findings)/current.md" }

    /// False where something was found.
    func run(for time: Duration) throws -> Bool {
        print("seed \(seed), \(files.count) notebooks to begin with, \(time.components.seconds) s")
        let end = ContinuousClock.now + time
        // What was found once must not come again, nor anything that the corpus is there for.
        for file in files {
            if let fault = try Child.fault(of: file, template) { return try found(fault, in: file, name: "corpus") }
        }
        var batch: UInt64 = 0
        while ContinuousClock.now < end {
            let arguments = [
                "--batch", "\(batch)", "--seed", "\(seed)", "--corpus", corpus, "--current", current, "--template",
                template,
            ]
            if let fault = try Child.fault(arguments) { return try found(fault, in: current, name: "\(seed)-\(batch)") }
            batch += 1
        }
        print("\(batch * UInt64(Self.inputsInBatch)) mutated notebooks, nothing found")
        return true
    }

    private func found(_ fault: String, in file: String, name: String) throws -> Bool {
        print("found: \(fault)")
        let path = "\(findings)/found-\(name).md"
        let bytes = try SafeFile.read(file)
        try SafeFile.write(bytes, to: path)
        let smaller = try Minimiser(fault: fault, file: current, template: template).minimised(
            bytes, within: .seconds(20))
        try SafeFile.write(smaller, to: path)
        print("\(bytes.count) bytes, of which \(smaller.count) are enough; try them again with")
        print("\(CommandLine.arguments[0]) \(path)")
        return false
    }
}
