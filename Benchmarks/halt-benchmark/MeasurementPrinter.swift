import Glibc

/// Prints measurements as they come: lines to be read, or JSON.
struct MeasurementPrinter {
    let asJSON: Bool
    let threads: Int

    func write(_ measurement: Measurement) {
        if asJSON {
            print(json(measurement))
        } else {
            let seconds = measurement.seconds
            line(measurement.title, seconds < 1 ? "\(rounded(seconds * 1e3)) ms" : "\(rounded(seconds)) s")
            for fact in measurement.facts {
                if let words = fact.words { line("  \(words.name)", "\(text(fact.value)) \(words.unit)") }
            }
        }
        fflush(nil)  // piped output would wait for the end
    }

    /// The peak memory of everything that ran; a JSON object has that until then.
    func finish() {
        if !asJSON { line("peak memory", "\(peakMemory()) MiB") }
    }

    private func line(_ what: String, _ value: String) {
        print(what + String(repeating: " ", count: max(1, 56 - what.count)) + value)
    }

    private func text(_ value: Fact.Value) -> String {
        switch value {
        case .text(let text): text
        case .integer(let integer): "\(integer)"
        case .real(let real): "\(rounded(real))"
        }
    }

    /// To three digits after the point.
    private func rounded(_ value: Double) -> Double {
        (value * 1000).rounded() / 1000
    }

    private func json(_ measurement: Measurement) -> String {
        let head = [
            Fact("program", .text("haltbook")), Fact("threads", .integer(threads)),
            Fact("work", .text(measurement.work)),
        ]
        let tail = [Fact("seconds", .real(measurement.seconds)), Fact("peak_rss_mb", .integer(peakMemory()))]
        // Keys and texts are this program's own: none needs an escape.
        let members = (head + measurement.facts + tail).map { fact in
            switch fact.value {
            case .text(let text): "\"\(fact.key)\": \"\(text)\""
            case .integer(let integer): "\"\(fact.key)\": \(integer)"
            case .real(let real): "\"\(fact.key)\": \(real)"
            }
        }
        return "{\(members.joined(separator: ", "))}"
    }
}
