import Figures
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
        let prompts = try drawn(arguments, session)
        let (path, digest) = try session.path(ofFile: arguments[LanguageModelOptions.model].path)
        let generated = try GeneratedResponses(
            prompts: prompts, options: LanguageModelOptions.generation(arguments, session), session: session,
            modelDigest: digest
        ).content { try LanguageModelOptions.model(at: path) }
        let file = FileResponses(
            path: "the generated responses", bytes: Data(generated.bytes), keys: FileResponses.Keys(),
            topK: session.configuration.topK, secondsToWrite: generated.seconds)
        let content = file.content()
        guard content.dataset.count > 0 else {
            let first = generated.failures.first.map { "; `\($0.id)`: \($0.reason)" } ?? ""
            throw CommandFailure(
                "none of \(prompts.count) prompts has an answer with a label\(first)",
                remedy: "give prompts a `reference`, or a `label`")
        }
        session.use(SessionDataset(content, origin: .file(file)))
        session.split = nil
        let view = ResponsesView(content: content)
        return CommandResult(
            view.outputs + failures(generated.failures),
            values: view.values + [NamedValue("dataset.failed", .integer(generated.failures.count))])
    }

    private static func drawn(_ arguments: Arguments, _ session: Session) throws -> [Prompt] {
        let path = arguments[prompts].path
        let bytes = try session.read(path)
        let all: [Prompt]
        do throws(PromptFileProblem) {
            all = try PromptFile.prompts(in: bytes)
        } catch {
            throw CommandFailure(
                "\(path)\(error.line.map { ":\($0)" } ?? ""): \(error.problem)", remedy: error.remedy)
        }
        guard let count = arguments.given(samples) else { return all }
        return all.sample(n: count, seed: arguments.seed(in: session))
    }

    private static func failures(_ failures: [(id: String, reason: String)]) -> [Output] {
        guard let first = failures.first else { return [] }
        return [
            .warning(
                "\(failures.count) prompts have no answer and are left out; the first is `\(first.id)`: \(first.reason)."
            )
        ]
    }
}
