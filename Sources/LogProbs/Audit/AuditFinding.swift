/// What an audit's reader should know, by rule.
package struct AuditFinding: Codable, Sendable, Equatable {
    package enum Severity: String, Codable, Sendable {
        case refusal, warning
    }

    package var severity: Severity
    /// The rule's name.
    package var rule: String
    /// What is the matter, and what to do.
    package var message: String

    /// All findings of a file, refusals first.
    static func all(of audit: FileAudit) -> [AuditFinding] {
        refusals(audit) + warnings(audit)
    }

    private static func refusals(_ audit: FileAudit) -> [AuditFinding] {
        func refusal(_ rule: String, _ message: String) -> AuditFinding {
            AuditFinding(severity: .refusal, rule: rule, message: message)
        }
        func count(_ kind: ResponseProblem.Kind) -> Int {
            audit.problems.first { $0.name == kind.rawValue }?.count ?? 0
        }
        var findings: [AuditFinding] = []
        if audit.responses == 0 {
            findings.append(refusal("no-responses", "no response could be read"))
        } else if audit.tokens == 0 {
            findings.append(
                refusal("no-tokens", "no response has log-probs; ask the server for them (docs/RESPONSES.md)"))
        }
        for (kind, words) in [
            (ResponseProblem.Kind.probabilities, "hold probabilities instead of log-probs"),
            (.logits, "hold logits instead of log-probs"),
            (.massOverOne, "hold rows whose probabilities sum to more than 1"),
        ] where count(kind) > 0 {
            findings.append(refusal(kind.rawValue, "\(count(kind)) responses \(words)"))
        }
        return findings
    }

    private static func warnings(_ audit: FileAudit) -> [AuditFinding] {
        var findings: [AuditFinding] = []
        func warn(_ rule: String, _ count: Int, _ message: String) {
            guard count > 0 else { return }
            findings.append(AuditFinding(severity: .warning, rule: rule, message: "\(count) \(message)"))
        }
        func notes(_ note: ResponseNote) -> Int { audit.notes.first { $0.name == note.rawValue }?.count ?? 0 }
        func repairs(_ repair: Repair) -> Int { audit.repairs.first { $0.name == repair.rawValue }?.count ?? 0 }
        warn(
            "few-alternatives", audit.seen.filter { $0.alternatives < 20 }.reduce(0) { $0 + $1.tokens },
            "tokens have fewer than 20 alternatives, which HALT expects")
        warn("chosen-missing", audit.chosenMissing, "tokens have no log-prob of their own")
        warn("prompt-echo", notes(.promptEcho), "responses begin with their prompt, whose tokens are marked")
        warn(
            "prompt-end-unknown", notes(.promptEndUnknown),
            "responses begin with their prompt, and nothing says where it ends, so that it is scored with the answer; keep the server's "
                + "`usage` or the prompt's text, as `prompt`, beside them")
        warn(
            "prompt-beside", notes(.promptBeside),
            "responses have their prompt's log-probs beside them, which are not read")
        warn("text-longer", notes(.textLonger), "responses have text that goes on where their tokens end")
        warn("text-differs", notes(.textDiffers), "responses have another text than their tokens")
        warn(
            "tokens-longer", notes(.tokensLonger), "responses have tokens that are not in their text, such as thinking")
        warn("no-log-probs", notes(.noLogProbs), "responses have text but no log-probs")
        warn("tool-calls", notes(.toolCalls), "responses call tools, of which servers give no log-probs")
        warn("refusals", notes(.refusal), "responses are refusals")
        warn("empty", notes(.empty), "responses are empty")
        warn("unknown-label", notes(.unknownLabel), "labels are none of 0, 1, true and false, and were left out")
        warn(
            "chosen-assumed", notes(.chosenAssumed),
            "responses do not say which tokens were chosen; the first of each list was taken")
        warn("token-numbers", repairs(.tokenNumber), "tokens have a number for a name, so that their text is not known")
        warn(
            "chosen-differs", repairs(.chosenDiffers),
            "chosen tokens have another log-prob in their list; their own was kept")
        warn(
            "repeated-ids", audit.repeatedIDs,
            "responses have an id that one before them has, the first in line \(audit.firstRepeatedID ?? 0): labels cannot tell "
                + "them apart; give each one of its own, or name what tells them apart by --id")
        warn(
            "uncompared-ids", audit.uncomparedIDs,
            "responses' ids were not compared with the others: after \(SeenIDs.limit) that would take too much memory")
        if audit.formats.count > 1 {
            warn("several-formats", audit.formats.count, "formats are in one file")
        }
        return findings
    }
}
