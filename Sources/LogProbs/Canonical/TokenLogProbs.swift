import Glibc

/// A response's tokens and their log-probs, in flat buffers.
///
/// A token's row is its chosen token's log-prob first (NaN where that is missing), then the alternatives', sorted descending.
/// Natural logarithms, single precision. Rows may have any length from 1.
package struct TokenLogProbs: Sendable {
    /// All rows, one after the other.
    package private(set) var logProbs: [Float] = []
    /// Where each row ends in `logProbs`.
    package private(set) var rowEnds: [Int] = []
    /// The chosen tokens' bytes, one after the other; a token may be a part of a character.
    package private(set) var textBytes: [UInt8] = []
    /// Where each token ends in `textBytes`.
    package private(set) var textEnds: [Int] = []
    package private(set) var flags: [TokenFlags] = []
    /// The alternatives' bytes, one after the other; empty where they were not kept.
    package private(set) var alternativeBytes: [UInt8] = []
    /// Where each alternative ends in `alternativeBytes`: one for each of `logProbs`, 0 bytes for the chosen ones. Empty
    /// where they were not kept.
    package private(set) var alternativeEnds: [Int] = []

    package init() {}

    /// Tokens without texts, each a row with the chosen token's log-prob first.
    package init(rows: some Sequence<some Collection<Float>>) {
        for row in rows {
            begin(bytes: [], chosen: row.first ?? .nan, flags: [])
            for logProb in row.dropFirst().sorted(by: >) { add(logProb) }
            end()
        }
    }

    package var count: Int { rowEnds.count }
    package var isEmpty: Bool { rowEnds.isEmpty }
    package var hasAlternativeTexts: Bool { !alternativeEnds.isEmpty }

    /// Where a token's row is in `logProbs`.
    package func row(_ token: Int) -> Range<Int> {
        (token == 0 ? 0 : rowEnds[token - 1])..<rowEnds[token]
    }

    /// A token's row as values of its own; in a loop, `row` and `logProbs` are faster.
    package subscript(token: Int) -> [Float] { Array(logProbs[row(token)]) }

    /// How many entries the server's list had, the chosen token's among them where it was there.
    package func seen(_ token: Int) -> Int {
        row(token).count - (flags[token].contains(.outsideList) ? 1 : 0)
    }

    /// A token's bytes.
    package func bytes(_ token: Int) -> ArraySlice<UInt8> {
        textBytes[(token == 0 ? 0 : textEnds[token - 1])..<textEnds[token]]
    }

    /// A token's text; where it is a part of a character, that part is shown as U+FFFD.
    package func text(_ token: Int) -> String { String(decoding: bytes(token), as: UTF8.self) }

    /// All tokens' text, characters put together again.
    package var text: String { String(decoding: textBytes, as: UTF8.self) }

    /// The bytes of the alternatives in a token's row, in the row's order; empty where they were not kept.
    package func alternatives(_ token: Int) -> [ArraySlice<UInt8>] {
        guard hasAlternativeTexts else { return [] }
        return row(token).dropFirst().map { alternativeBytes[alternativeEnds[$0 - 1]..<alternativeEnds[$0]] }
    }

    // MARK: Making

    /// Adds a token whose row is put together already: chosen first, the others sorted.
    mutating func append(bytes: some Collection<UInt8>, row: some Collection<Float>, flags: TokenFlags) {
        begin(bytes: bytes, chosen: row.first ?? .nan, flags: flags)
        for logProb in row.dropFirst() { add(logProb) }
        end()
    }

    /// Begins a token; `add` its alternatives, then `end` it.
    mutating func begin(bytes: some Collection<UInt8>, chosen: Float, flags: TokenFlags) {
        textBytes.append(contentsOf: bytes)
        textEnds.append(textBytes.count)
        logProbs.append(chosen)
        self.flags.append(flags)
    }

    mutating func add(_ logProb: Float) {
        logProbs.append(logProb)
    }

    mutating func end() {
        rowEnds.append(logProbs.count)
    }

    /// Notes the text of the log-prob that was added last; of all or of none.
    mutating func noteAlternative(_ bytes: some Collection<UInt8>) {
        alternativeBytes.append(contentsOf: bytes)
        alternativeEnds.append(alternativeBytes.count)
    }

    /// Forgets the alternatives' texts.
    mutating func dropAlternativeTexts() {
        alternativeBytes = []
        alternativeEnds = []
    }

    mutating func mark(_ tokens: Range<Int>, _ flag: TokenFlags) {
        for token in tokens { flags[token].insert(flag) }
    }

    /// Puts other bytes in the place of the tokens' own, one for each.
    mutating func replaceTexts(_ texts: [[UInt8]]) {
        precondition(texts.count == count, "\(texts.count) texts for \(count) tokens")
        textBytes = []
        for (token, text) in texts.enumerated() {
            textBytes += text
            textEnds[token] = textBytes.count
        }
    }
}

extension TokenLogProbs: Equatable {
    /// The same bits, so that a missing value equals a missing value.
    package static func == (first: TokenLogProbs, second: TokenLogProbs) -> Bool {
        first.logProbs.map(\.bitPattern) == second.logProbs.map(\.bitPattern) && first.rowEnds == second.rowEnds
            && first.textBytes == second.textBytes && first.textEnds == second.textEnds && first.flags == second.flags
            && first.alternativeBytes == second.alternativeBytes && first.alternativeEnds == second.alternativeEnds
    }
}
