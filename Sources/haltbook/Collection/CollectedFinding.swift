import Files
import LogProbs

/// What is to be known of the log-probs in a response that was just collected.
struct CollectedFinding {
    /// Whether nothing that reads responses can use it.
    private(set) var isUnreadable = false
    private(set) var words: String?

    /// - Parameter top: how many alternatives of each token were asked for.
    init(_ line: [UInt8], top: Int) {
        let outcomes: [ReadOutcome]
        do throws(FileProblem) {
            outcomes = try ResponseFile(line, name: "the response").all()
        } catch {
            preconditionFailure("bytes that cannot be read: \(error)")
        }
        for outcome in outcomes {
            switch outcome {
            case .problem(let problem, _):
                isUnreadable = true
                words = "the response cannot be used: \(problem.reason)"
            case .response(let response, _, _):
                if response.notes.contains(.noLogProbs) {
                    isUnreadable = true
                    words =
                        "the server gives no log-probs; without them responses cannot be scored. Some servers have an option "
                        + "for them, and some models none"
                    continue
                }
                let most = (0..<response.tokens.count).map { response.tokens.seen($0) }.max() ?? top
                if most < top {
                    words = "the server gives \(most) alternatives of each token, not the \(top) that were asked for"
                }
            }
        }
    }
}
