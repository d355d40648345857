import Glibc

/// What a server says of one token, as it says it, until it is put in order.
struct TokenRow {
    /// One token that a server names, with its log-prob.
    struct Entry {
        /// Nil is missing.
        var logProb: Double?
        /// The token's number in the vocabulary.
        var id: Int?
        /// Its bytes in `texts`; nil where it has no name.
        var text: Range<Int>?
    }

    /// All entries' bytes, one after the other.
    private(set) var texts: [UInt8] = []
    private var chosen = Entry()
    private var others: [Entry] = []
    /// Whether the chosen token is one of the list without standing there again.
    private var isChosenListed = false
    private(set) var flags: TokenFlags = []

    /// Begins with the chosen token; `isListed` where the list leaves it out only since it stands here.
    mutating func begin(_ logProb: Double?, id: Int? = nil, isListed: Bool = false, flags: TokenFlags = []) {
        texts.removeAll(keepingCapacity: true)
        others.removeAll(keepingCapacity: true)
        chosen = Entry(logProb: logProb, id: id)
        isChosenListed = isListed
        self.flags = flags
    }

    /// Names the entry that was added last, or the chosen token before the first.
    mutating func name(_ bytes: some Sequence<UInt8>) {
        let start = texts.count
        texts.append(contentsOf: bytes)
        let text = start..<texts.count
        if others.isEmpty { chosen.text = text } else { others[others.count - 1].text = text }
    }

    mutating func add(_ logProb: Double?, id: Int? = nil) {
        others.append(Entry(logProb: logProb, id: id))
    }

    var chosenText: ArraySlice<UInt8> { chosen.text.map { texts[$0] } ?? [] }
}

// MARK: Putting in order

extension TokenRow {
    /// Puts the row into order and adds it to `tokens`: the chosen token first, the others sorted, what is no data left out.
    mutating func finish(into tokens: inout TokenLogProbs, repairs: inout RepairCounts, keepsTexts: Bool) {
        dropSentinels(&repairs)
        dropDuplicates(&repairs)
        takeChosen(&repairs)
        sortOthers(&repairs)
        clampTinyPositives(&repairs)
        tokens.begin(bytes: chosenText, chosen: chosen.logProb.map(Float.init) ?? .nan, flags: flags)
        if keepsTexts { tokens.noteAlternative([]) }
        for entry in others {
            tokens.add(Float(entry.logProb ?? .nan))
            if keepsTexts { tokens.noteAlternative(entry.text.map { texts[$0] } ?? []) }
        }
        tokens.end()
    }

    private mutating func dropSentinels(_ repairs: inout RepairCounts) {
        if chosen.logProb.map(Sentinel.holds) ?? true {
            chosen.logProb = nil
            flags.insert(.chosenMissing)
            repairs[.sentinel] += 1
        }
        let before = others.count
        others.removeAll { $0.logProb.map(Sentinel.holds) ?? true }
        if others.count < before {
            flags.insert(.alternativesMissing)
            repairs[.sentinel] += before - others.count
        }
    }

    /// Drops entries that say again what one before says. Entries whose text looks the same but whose bytes or numbers differ
    /// are different tokens.
    private mutating func dropDuplicates(_ repairs: inout RepairCounts) {
        let before = others.count
        if before > 64 { dropDuplicatesOfMany() } else { dropDuplicatesOfFew() }
        if others.count < before { repairs[.duplicate] += before - others.count }
    }

    private mutating func dropDuplicatesOfFew() {
        var place = 1
        while place < others.count {
            let entry = others[place]
            if others[..<place].contains(where: { isSame($0, entry) }) {
                others.remove(at: place)
            } else {
                place += 1
            }
        }
    }

    /// The same in linear time: a list may hold a whole vocabulary.
    private mutating func dropDuplicatesOfMany() {
        let isNumbered = others.allSatisfy { $0.id != nil }
        var numbers: Set<Int> = []
        var names: Set<Name> = []
        var namesWithoutNumber: Set<Name> = []
        others = others.filter { entry in
            // Where all have numbers these alone tell.
            let name = isNumbered ? nil : entry.text.map { Name(logProb: entry.logProb, text: texts[$0]) }
            if let id = entry.id {
                guard !numbers.contains(id), name.map({ !namesWithoutNumber.contains($0) }) ?? true else {
                    return false
                }
                numbers.insert(id)
            } else {
                guard name.map({ !names.contains($0) }) ?? true else { return false }
                if let name { namesWithoutNumber.insert(name) }
            }
            if let name { names.insert(name) }
            return true
        }
    }

    /// What tells entries without numbers from each other.
    private struct Name: Hashable {
        var logProb: Double?
        var text: ArraySlice<UInt8>
    }

    private func isSame(_ first: Entry, _ second: Entry) -> Bool {
        if let one = first.id, let other = second.id { return one == other }
        return first.logProb == second.logProb && isSameText(first, second)
    }

    private func isSameText(_ first: Entry, _ second: Entry) -> Bool {
        guard let one = first.text, let other = second.text, one.count == other.count else { return false }
        return texts[one].elementsEqual(texts[other])
    }

    /// Takes the chosen token out of the list, by its number, else by its bytes (of several, the one with its value).
    private mutating func takeChosen(_ repairs: inout RepairCounts) {
        guard let place = placeOfChosen else {
            if isChosenListed, !flags.contains(.chosenMissing) { return }
            flags.insert(.outsideList)
            if !others.isEmpty, !flags.contains(.chosenMissing) { repairs[.chosenAdded] += 1 }
            return
        }
        let listed = others.remove(at: place)
        if place > 0 { repairs[.chosenMoved] += 1 }
        if flags.contains(.chosenMissing) {
            chosen.logProb = listed.logProb
            flags.remove(.chosenMissing)
            repairs[.chosenFromList] += 1
        } else if let one = chosen.logProb, let other = listed.logProb, abs(one - other) > 1e-4 {
            repairs[.chosenDiffers] += 1
        }
    }

    private var placeOfChosen: Int? {
        if let id = chosen.id, let place = others.firstIndex(where: { $0.id == id }) { return place }
        func isNamesake(_ entry: Entry) -> Bool {
            (chosen.id == nil || entry.id == nil) && isSameText(chosen, entry)
        }
        return others.firstIndex { isNamesake($0) && $0.logProb == chosen.logProb }
            ?? others.firstIndex(where: isNamesake)
    }

    private mutating func sortOthers(_ repairs: inout RepairCounts) {
        let isSorted = zip(others, others.dropFirst()).allSatisfy { ($0.logProb ?? 0) >= ($1.logProb ?? 0) }
        guard !isSorted else { return }
        // Equal ones keep their order, so that the same list gives the same row.
        let order = others.indices.sorted {
            let (one, other) = (others[$0].logProb ?? 0, others[$1].logProb ?? 0)
            return one == other ? $0 < $1 : one > other
        }
        others = order.map { others[$0] }
        repairs[.sorted] += 1
    }

    private mutating func clampTinyPositives(_ repairs: inout RepairCounts) {
        if let logProb = chosen.logProb, isTiny(logProb) {
            chosen.logProb = 0
            repairs[.tinyPositive] += 1
        }
        for place in others.indices {
            guard let logProb = others[place].logProb, isTiny(logProb) else { continue }
            others[place].logProb = 0
            repairs[.tinyPositive] += 1
        }
    }

    private func isTiny(_ logProb: Double) -> Bool { logProb > 0 && logProb <= Scale.tinyPositive }
}

/// Values that servers and users write where there is no log-prob.
enum Sentinel {
    /// OpenAI and vLLM write -9999, others the lowest float or -inf; some cut at -1000, and users fill lists up with -100.
    ///
    /// It is the number in single precision that counts, so that none is kept which is written as one of these.
    static func holds(_ logProb: Double) -> Bool { holds(Float(logProb)) }

    static func holds(_ logProb: Float) -> Bool {
        logProb.isNaN || logProb <= -9000 || logProb == -1000 || logProb == -100
    }
}
