import Glibc

/// The machine that the program runs on.
package enum Machine {
    /// The processor's name and number of cores, as in `AMD EPYC, 2 cores`.
    package static var processor: String {
        let name = value(of: "model name", in: "/proc/cpuinfo") ?? "unknown processor"
        return "\(name), \(cores) \(cores == 1 ? "core" : "cores")"
    }

    /// The number of cores that this process may use: a launcher or `taskset` may have bound it to some.
    package static var cores: Int {
        // Swift does not see `sched_getaffinity`. The mask is written as hexadecimal digits with commas between.
        let mask = value(of: "Cpus_allowed:", in: "/proc/self/status") ?? ""
        let count = mask.compactMap(\.hexDigitValue).reduce(0) { $0 + $1.nonzeroBitCount }
        // It may allow cores that the machine does not have.
        return count > 0 ? min(count, allCores) : allCores
    }

    /// The number of cores for each of some equal processes: those it is bound to, but no more than its part of all.
    package static func cores(sharedBy processes: Int) -> Int {
        min(cores, max(1, allCores / processes))
    }

    /// What follows the colon in a system file's first line that begins so.
    private static func value(of name: String, in path: String) -> String? {
        let text = (try? SafeFile.read(path)).map { String(decoding: $0, as: UTF8.self) } ?? ""
        let line = text.split(separator: "\n").first { $0.hasPrefix(name) }
        return line?.split(separator: ":", maxSplits: 1).last.map { String($0).trimmingSpaces }
    }

    private static var allCores: Int { max(1, sysconf(Int32(_SC_NPROCESSORS_ONLN))) }
}

extension String {
    fileprivate var trimmingSpaces: String {
        String(drop(while: \.isWhitespace).reversed().drop(while: \.isWhitespace).reversed())
    }
}
