import LogProbs
import Notebooks

/// An audit as a reader sees it: what is in a file, then what to know of it, then the first lines that were not taken.
struct AuditTable {
    private let audit: FileAudit

    init(_ audit: FileAudit) {
        self.audit = audit
    }

    var text: String {
        ([audit.file, TextTable(rows.map { ["  \($0)", $1] }).text] + findings + problems).joined(separator: "\n")
    }

    private var rows: [(String, String)] {
        [
            ("responses", "\(audit.responses)"), ("labels", labels), ("tokens", "\(audit.tokens)"),
            ("format", words(audit.formats.map { (title($0.name), $0.count) })),
            ("alternatives seen", words(audit.seen.map { ("\($0.alternatives):", $0.tokens) })),
            ("mass that they hold", mass), ("chosen not most likely", "\(audit.notMostLikely)"),
            ("chosen outside the list", "\(audit.chosenOutside)"), ("chosen without a value", "\(audit.chosenMissing)"),
            ("sentinels", "\(audit.sentinels)"), ("repairs", words(audit.repairs.map { ($0.name, $0.count) })),
            ("bad lines", "\(audit.badLines)"), ("refused", "\(audit.refusedResponses)"),
        ]
    }

    private var labels: String {
        "\(audit.hallucinated) hallucinated, \(audit.correct) correct, "
            + "\(audit.responses - audit.hallucinated - audit.correct) without"
    }

    private func title(_ name: String) -> String { ResponseFormat(rawValue: name)?.title ?? name }

    private func words(_ counts: [(String, Int)]) -> String {
        counts.isEmpty ? "none" : counts.map { "\($0) \($1)" }.joined(separator: ", ")
    }

    private var mass: String {
        guard let mass = audit.mass else { return "none" }
        return "least \(mass.least), 10 % \(mass.tenth), median \(mass.median), 90 % \(mass.ninth), "
            + "greatest \(mass.greatest)"
    }

    private var findings: [String] {
        audit.findings.map { "  \($0.severity == .refusal ? "refused" : "warning")[\($0.rule)]: \($0.message)" }
    }

    private var problems: [String] {
        let listed = audit.firstProblems.map { "  line \($0.line): \($0.kind): \($0.reason.readable)" }
        let rest = audit.badLines + audit.refusedResponses - listed.count
        return rest > 0 ? listed + ["  and \(rest) more"] : listed
    }
}
