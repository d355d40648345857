import Figures

/// Durations as people say them.
package enum Seconds {
    /// `0.3 s`, `12 s`, `3 min 05 s`, `2 h 10 min`.
    package static func text(_ seconds: Double) -> String {
        if seconds < 0.0995 { return "\(fixed(seconds * 1000, digits: 0)) ms" }
        if seconds < 9.95 { return "\(fixed(seconds, digits: 1)) s" }
        // A record may hold any number, also one that no clock gave.
        guard let whole = Int(exactly: seconds.rounded()) else { return "\(short(seconds)) s" }
        if whole < 60 { return "\(whole) s" }
        if whole < 3600 { return "\(whole / 60) min \(padded(whole % 60)) s" }
        return "\(whole / 3600) h \(padded(whole % 3600 / 60)) min"
    }

    private static func padded(_ number: Int) -> String {
        number < 10 ? "0\(number)" : "\(number)"
    }
}
