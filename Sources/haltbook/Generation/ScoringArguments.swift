import ArgumentParser
import Files
import LanguageModels
import Uncertainty

/// Options of the pass over a file of prompts, and the pass itself.
struct ScoringArguments: ParsableArguments {
    @Option(help: ArgumentHelp("A file of prompts (docs/COLLECTING.md).", valueName: "file"))
    var prompts: String?

    @Option(
        help: ArgumentHelp(
            "The file of scores that is written, or gone on with, one JSON line a prompt.", valueName: "file"))
    var scores: String?

    @Option(help: ArgumentHelp("Where the answers go with their log-probs, for `haltbook score`.", valueName: "file"))
    var responses: String?

    @Option(help: "How many prompts are drawn, items whole, the same for the same seed (default: all).")
    var nSamples: Int?

    /// The names of the options that are given.
    var given: [String] {
        [
            prompts.map { _ in "--prompts" }, scores.map { _ in "--scores" }, responses.map { _ in "--responses" },
            nSamples.map { _ in "--n-samples" },
        ].compactMap(\.self)
    }

    func checkUse() throws {
        guard scores != nil else {
            throw ValidationError("--prompts needs a place for the scores; give one by --scores")
        }
        try checkFiles()
        guard nSamples.map({ $0 >= 1 }) ?? true else { throw ValidationError("--n-samples takes a number from 1") }
    }

    /// One file in two places would be written over what is read of it.
    private func checkFiles() throws {
        let files = [
            ("--prompts", prompts), ("--scores", scores), ("--responses", responses),
            ("what is kept beside --scores", scores.map(ScoreFile.settingsPath)),
        ].compactMap { name, path in path.map { (name: name, path: $0) } }
        for (place, file) in files.enumerated() {
            guard let other = files[..<place].first(where: { SafeFile.areSame($0.path, file.path) }) else { continue }
            throw ValidationError(
                "\(other.name) and \(file.name) are one file, \(other.path); give each one of its own")
        }
    }

    func run(_ model: LanguageModel, _ modelPath: String, _ options: GenerationOptions, seed: UInt64) throws {
        guard let prompts, let scores else { preconditionFailure("a pass without --prompts or --scores") }
        let bytes = try SafeFile.read(prompts)
        let all = try read(bytes, prompts)
        let sample = nSamples.map { all.sample(n: $0, seed: seed) } ?? all
        guard !sample.isEmpty else {
            throw Failure(
                "--n-samples \(nSamples ?? 0) is less than the prompts of one item of \(prompts); ask for more")
        }
        let pass = ScoringPass(
            model, modelDigest: try SHA256.hexDigest(ofFile: modelPath), promptsDigest: SHA256.hexDigest(of: bytes),
            options)
        let file: ScoreFile
        do {
            file = try ScoreFile(scores, responses: responses, settings: pass.settings)
        } catch let problem as ScoreFileProblem {
            throw Failure("\(problem)")
        }
        let meter = ScoringMeter()
        let progress = try pass.run(sample, into: file, isStopped: { Interruption.isWanted }, onSample: meter.show)
        meter.end(progress, scores)
        if progress.wasStopped { throw ExitCode(130) }
        if progress.failures > 0 { throw ExitCode(1) }
    }

    private func read(_ bytes: [UInt8], _ path: String) throws(Failure) -> [Prompt] {
        do throws(PromptFileProblem) {
            return try PromptFile.prompts(in: bytes)
        } catch {
            throw Failure("\(path): \(error)")
        }
    }
}
