import FoundationEssentials
import HALT
import LogProbs
import Uncertainty

/// A file of responses as a dataset: all that is needed to make the same dataset of it again.
struct FileResponses: Codable, Sendable {
    /// The path as the notebook names it.
    var path: String
    var bytes: Data
    var keys: Keys
    /// K, the number of log-probs a token that HALT reads.
    var topK: Int
    /// How long a language model took to write them, in seconds, where one of this session did.
    var secondsToWrite: Double?

    struct Keys: Codable, Sendable {
        var id: String?
        var label: String?
        var group: String?
        var item: String?
    }

    /// What came of the file.
    struct Content: Sendable {
        /// With their labels, in the file's order.
        var responses: [TokenizedResponse] = []
        var dataset = Dataset(responses: [])
        /// Why lines were not taken, by line.
        var problems: [(line: Int, reason: String)] = []
        /// How many responses have no label.
        var unlabelled = 0
        /// How many tokens lack something that HALT reads.
        var degraded = 0
    }

    func content() -> Content {
        var content = Content()
        var inputs: [(Response, ResponseSource)] = []
        let options = ReadingOptions(
            keys: ResponseKeys(id: keys.id, label: keys.label, group: keys.group, item: keys.item),
            keepsAlternatives: true)
        guard let file = try? ResponseFile(Array(bytes), name: path, options) else {
            content.problems = [(1, "the file is damaged")]
            return content
        }
        file.read { outcome in
            switch outcome {
            case .problem(let problem, let line):
                content.problems.append((line, "\(problem.kind.rawValue): \(problem.reason)"))
            case .response(let response, let line, _):
                guard let label = response.label else {
                    content.unlabelled += 1
                    return
                }
                do throws(HALTInputProblem) {
                    let input = try HALTInput(response.tokens, topK: topK)
                    content.degraded += input.degraded
                    inputs.append(
                        (
                            Response(inputs: FeatureMatrix(input.logProbs), label: label),
                            ResponseSource(id: response.id, group: response.group, item: response.item)
                        ))
                    content.responses.append(response)
                } catch {
                    content.problems.append((line, error.description))
                }
            }
        }
        content.dataset = Dataset(responses: inputs.map(\.0), metadata: inputs.map(\.1))
        return content
    }
}
