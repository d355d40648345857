import FoundationEssentials
import Glibc

/// When a run begins: now, or when `SOURCE_DATE_EPOCH` says.
///
/// Source: https://reproducible-builds.org/specs/source-date-epoch/
enum RunDate {
    /// As `2026-11-22 17:05:12 UTC`.
    static var text: String { text(of: given ?? Date.now) }

    /// The true time, in the same form.
    static var now: String { text(of: Date.now) }

    /// A date in that form as `20261122_170512`, for names of files.
    static func stamp(_ text: String) -> String {
        text.replacing(" UTC", with: "").replacing(" ", with: "_").filter { $0.isNumber || $0 == "_" }
    }

    static var isGiven: Bool { given != nil }

    /// The date that is given; empty where none is.
    static var givenText: String { given.map(text) ?? "" }

    private static var given: Date? {
        guard let value = getenv("SOURCE_DATE_EPOCH"), let seconds = Int(String(cString: value)), seconds >= 0,
            seconds < 1 << 40
        else { return nil }
        return Date(timeIntervalSince1970: Double(seconds))
    }

    private static func text(of date: Date) -> String {
        let text = date.formatted(.iso8601.dateSeparator(.dash).timeSeparator(.colon))
        return text.replacing("T", with: " ").replacing("Z", with: " UTC")
    }
}
