/// Keeps the tokens of a response that this program makes itself, each with its place in a list of the likeliest, as servers send it.
package struct TokenRecorder: Sendable {
    /// A token of the vocabulary, with its log-prob and its bytes.
    package struct Entry: Sendable {
        package var id: Int
        package var logProb: Double
        package var bytes: [UInt8]

        package init(id: Int, logProb: Double, bytes: [UInt8]) {
            self.id = id
            self.logProb = logProb
            self.bytes = bytes
        }
    }

    package private(set) var tokens = TokenLogProbs()
    private var row = TokenRow()

    package init() {}

    /// Adds the chosen token and the list of the likeliest ones, which may hold it.
    package mutating func add(_ chosen: Entry, listed: [Entry], flags: TokenFlags = []) {
        row.begin(chosen.logProb, id: chosen.id, flags: flags)
        row.name(chosen.bytes)
        for entry in listed {
            row.add(entry.logProb, id: entry.id)
            row.name(entry.bytes)
        }
        // That the chosen token is taken out of the list is how a row is made here, and no repair.
        var repairs = RepairCounts()
        row.finish(into: &tokens, repairs: &repairs, keepsTexts: true)
    }
}
