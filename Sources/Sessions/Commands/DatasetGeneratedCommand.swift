import Files
import FoundationEssentials
import HALT
import LanguageModels
import Notebooks
import Uncertainty

/// `dataset generated prompts=questions.jsonl model=SmolLM2-135M-Instruct.Q4_1.gguf samples=120`
enum DatasetGeneratedCommand: Command {
    static let name = "dataset generated"
    static let summary =
        "Has a language model answer prompts (docs/COLLECTING.md says how they are written), measures each token (docs/GENERATION.md), and labels the answers by their references; needs a build with the trait LanguageModel."

    private static let prompts = CommandOption<InputFile>("prompts", "The file of prompts.")
    private static let samples = CommandOption<Int>(
        "samples", fallback: "all", within: .from(1, through: 1_000_000),
        "How many prompts at most, whole items of each group in turn.")
    static let options: [any DeclaredOption] = [
        prompts, LanguageModelOptions.model, samples, LanguageModelOptions.maxTokens, LanguageModelOptions.temperature,
        SharedOptions.seed,
    ]
    static let gives: [SessionPart] = [.dataset]
    static let drops: [SessionPart] = [.split]
    static let uses: [SessionPart] = [.configuration, .seed]
    static let shows: [NotebookPart] = [.figure, .table]

    static func values(_ arguments: Arguments) -> [ValueDeclaration] {
        ResponsesView.declarations + [
            ValueDeclaration("dataset.failed", .integer)
        ]
    }

    static func run(_ arguments: Arguments, in session: Session) throws -> CommandResult {
        let (prompts, promptsDigest) = try drawn(arguments, session)
        let (model, modelDigest) = try LanguageModelOptions.model(arguments, session)
        let pass = ScoringPass(
            model, modelDigest: modelDigest, promptsDigest: promptsDigest,
            LanguageModelOptions.generation(arguments, session))
        let generated = try LanguageModelOptions.failing {
            try GeneratedResponses(pass: pass, prompts: prompts, session: session).content()
        }
        let file = FileResponses(
            path: "the generated responses", bytes: Data(generated.bytes), keys: FileResponses.Keys(),
            topK: session.configuration.topK, secondsToWrite: generated.seconds)
        let content = file.content()
        guard content.dataset.count > 0 else {
            throw CommandFailure(
                "none of \(prompts.count) prompts has an answer with a label",
                remedy: "give prompts a `reference`, or a `label`")
        }
        session.use(SessionDataset(content, origin: .file(file)))
        session.split = nil
        let view = ResponsesView(content: content)
        return CommandResult(
            view.outputs + failures(generated.failures),
            values: view.values + [NamedValue("dataset.failed", .integer(generated.failures.count))])
    }

    /// The prompts, and the digest of their file.
    private static func drawn(_ arguments: Arguments, _ session: Session) throws -> ([Prompt], String) {
        let path = arguments[prompts].path
        let bytes = try session.read(path)
        let all: [Prompt]
        do throws(PromptFileProblem) {
            all = try PromptFile.prompts(in: bytes)
        } catch {
            throw CommandFailure(
                "\(path)\(error.line.map { ":\($0)" } ?? ""): \(error.problem)", remedy: error.remedy)
        }
        let digest = SHA256.hexDigest(of: bytes)
        guard let count = arguments.given(samples) else { return (all, digest) }
        return (all.sample(n: count, seed: arguments.seed(in: session)), digest)
    }

    private static func failures(_ ids: [String]) -> [Output] {
        guard let first = ids.first else { return [] }
        return [.warning("\(ids.count) prompts have no answer and are left out, `\(first)` for one.")]
    }
}
