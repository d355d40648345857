import ArgumentParser
import Files

/// Looks for notebooks that crash parsing, checking or drawing, or that come out as something else than text.
@main struct NotebookFuzzer: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "notebook-fuzzer",
        abstract: "Takes mutated notebooks through parse, check and render.",
        discussion: """
            Each input is a notebook of the corpus, mutated; seed and number decide how. It must not crash, and must take \
            little time and memory; its messages must lie inside it; and its report must hold no markup but the program's \
            own. What does not hold ends the search with exit code 1 and the notebook in a file. With files it tries those \
            and nothing else.
            """)

    @Argument(help: "Notebooks to try as they are.")
    var notebooks: [String] = []

    @Option(help: "How long to look.")
    var seconds = 60

    @Option(help: "Which mutations: the same ones come from the same seed and corpus.")
    var seed: UInt64 = 1

    @Option(help: "The folder of the notebooks to begin with.")
    var corpus = "Tests/NotebookFuzzer/Corpus"

    @Option(help: "The folder for what is found.")
    var findings = ".build/fuzz"

    @Option(help: .hidden)
    var batch: UInt64?

    @Option(help: .hidden)
    var current = ""

    @Option(help: .hidden)
    var template: String?

    func validate() throws {
        guard seconds >= 1 else { throw ValidationError("--seconds is \(seconds); give it 1 or more") }
    }

    func run() throws {
        if let batch {
            try tryBatch(batch)
        } else if notebooks.isEmpty {
            try search()
        } else {
            try tryNotebooks()
        }
    }

    private func search() throws {
        let files = try CorpusFolder(corpus).files
        let template = try RecordTemplate.make(in: findings)
        let search = Search(corpus: corpus, files: files, seed: seed, findings: findings, template: template)
        guard try search.run(for: .seconds(seconds)) else { throw ExitCode(1) }
    }

    private var trial: Trial {
        get throws { try Trial(RecordTemplate(try template ?? RecordTemplate.make(in: findings))) }
    }

    private func tryNotebooks() throws {
        let trial = try trial
        for path in notebooks {
            let bytes = try SafeFile.read(path)
            Limits.restart()
            if let fault = trial.fault(of: bytes) ?? Limits.fault {
                print("\(fault)\nin \(path)")
                throw ExitCode(1)
            }
        }
    }

    /// The child's part of a search.
    private func tryBatch(_ batch: UInt64) throws {
        let trial = try trial
        let mutator = Mutator(corpus: try CorpusFolder(corpus).notebooks)
        var random = FuzzRandom(seed: seed, stream: batch)
        for _ in 0..<Search.inputsInBatch {
            let bytes = mutator.notebook(&random)
            // Written before it is tried: a crash leaves no time for that.
            try InputFile.write(bytes, to: current)
            Limits.restart()
            if let fault = trial.fault(of: bytes) ?? Limits.fault {
                print(fault)
                throw ExitCode(1)
            }
        }
    }
}
