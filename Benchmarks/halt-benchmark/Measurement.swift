import Glibc

/// What was timed, and what is known of it.
struct Measurement {
    /// As the peer's scripts name it.
    let work: String
    /// As a reader is told.
    let title: String
    /// The median time of a run, in seconds.
    let seconds: Double
    let facts: [Fact]
}

/// One thing that is known of a measurement.
struct Fact {
    enum Value {
        case text(String)
        case integer(Int)
        case real(Double)
    }

    /// The peer's name for it, or one of its kind.
    let key: String
    let value: Value
    /// What a reader is told, and in which unit; nil where the title says it.
    let words: (name: String, unit: String)?

    init(_ key: String, _ value: Value, words: (name: String, unit: String)? = nil) {
        self.key = key
        self.value = value
        self.words = words
    }
}

/// The median time of some runs, in seconds.
func medianSeconds(runs: Int, _ work: () throws -> Void) rethrows -> Double {
    let times = try (0..<runs).map { _ in
        let start = ContinuousClock.now
        try work()
        let time = (ContinuousClock.now - start).components
        return Double(time.seconds) + Double(time.attoseconds) * 1e-18
    }
    let sorted = times.sorted()
    return (sorted[(runs - 1) / 2] + sorted[runs / 2]) / 2
}

/// MiB of memory at the process's height.
func peakMemory() -> Int {
    var usage = rusage()
    getrusage(__rusage_who_t(RUSAGE_SELF.rawValue), &usage)
    return usage.ru_maxrss >> 10
}
