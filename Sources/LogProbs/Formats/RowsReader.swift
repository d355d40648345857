/// Rows of numbers, `[[-0.26, -1.9, …], …]`: each token's log-prob first, then its alternatives'. They stand alone, or in an object as
/// `logprobs`, with `tokens` beside them where they are known; there, it may be only the tokens' own, `[-0.26, …]`.
enum RowsReader: FormatReader {
    static func recognises(_ value: JSONValue) -> Bool { rows(of: value) != nil }

    private static func rows(of value: JSONValue) -> JSONValue? {
        if value.kind == .array { return isRows(value) ? value : nil }
        for name: StaticString in ["logprobs", "log_probs", "token_logprobs", "rows"] {
            if let rows = value.array(name), isRows(rows) || (rows.first != nil && rows.isNumbers) { return rows }
        }
        return nil
    }

    private static func isRows(_ value: JSONValue) -> Bool {
        value.first.map { $0.kind == .array && $0.isNumbers } ?? false
    }

    static func read(_ value: JSONValue, into drafts: inout Drafts) throws(ResponseProblem) {
        guard let rows = rows(of: value) else { return }
        try drafts.change(.rows) { (draft) throws(ResponseProblem) in
            draft.addText(value["text"])
            var tokens = value.array("tokens")?.elements
            for row in rows.elements {
                try readRow(row, token: tokens?.next(), into: &draft)
            }
        }
    }

    private static func readRow(
        _ row: JSONValue, token: JSONValue?, into draft: inout ResponseDraft
    ) throws(ResponseProblem) {
        var values = row.elements
        if row.kind == .array {
            guard let first = values.next() else { throw ResponseProblem(.malformed, "a token's row is empty") }
            draft.row.begin(try first.logProb(), isListed: true)
        } else {
            draft.row.begin(try row.logProb())
        }
        if let token { _ = try draft.name(token) }
        while let value = values.next() { draft.row.add(try value.logProb()) }
        draft.endToken()
    }
}
