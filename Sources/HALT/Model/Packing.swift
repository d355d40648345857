/// How responses of different lengths lie in one matrix without padding, as PyTorch packs them: time step after time
/// step, and in each the responses that are still running, longest first.
///
/// Row of token t of response b is `offsets[t] + b`.
struct Packing: Sendable {
    /// The number of tokens of each response, longest first.
    let lengths: [Int]
    /// How many responses are running at each time step; never grows.
    let running: [Int]
    /// The first row of each time step, and the number of rows last.
    let offsets: [Int]

    /// - Precondition: lengths fall or stay, and none is under 1.
    init(lengths: [Int]) {
        precondition(lengths.allSatisfy { $0 >= 1 }, "a response without tokens")
        precondition(zip(lengths, lengths.dropFirst()).allSatisfy { $0 >= $1 }, "lengths must not grow")
        self.lengths = lengths
        var running: [Int] = []
        var count = lengths.count
        for t in 0..<(lengths.first ?? 0) {
            while lengths[count - 1] <= t { count -= 1 }
            running.append(count)
        }
        self.running = running
        var offsets = [0]
        for count in running { offsets.append(offsets[offsets.count - 1] + count) }
        self.offsets = offsets
    }

    /// The number of tokens together.
    var rows: Int { offsets[offsets.count - 1] }
    /// The number of time steps.
    var steps: Int { running.count }

    /// The rows of one time step.
    func rows(of step: Int) -> Range<Int> { offsets[step]..<offsets[step + 1] }

    /// The step a direction comes from, and how many of this step's responses were running there too (the first ones).
    func previous(of step: Int, _ direction: Direction) -> (step: Int, carried: Int) {
        switch direction {
        case .forward: (step - 1, step > 0 ? running[step] : 0)
        case .backward: (step + 1, step + 1 < steps ? running[step + 1] : 0)
        }
    }

    /// The order in which responses are packed: longest first, equal lengths as they come.
    static func order(of lengths: [Int]) -> [Int] {
        lengths.indices.sorted { (lengths[$0], $1) > (lengths[$1], $0) }
    }

    /// Cuts sorted responses into stretches of at most `limit` tokens, or one response where it is longer.
    static func stretches(of lengths: [Int], limit: Int) -> [Range<Int>] {
        var stretches: [Range<Int>] = []
        var start = 0
        var tokens = 0
        for (place, length) in lengths.enumerated() {
            if place > start, tokens + length > limit {
                stretches.append(start..<place)
                start = place
                tokens = 0
            }
            tokens += length
        }
        if start < lengths.count { stretches.append(start..<lengths.count) }
        return stretches
    }
}
