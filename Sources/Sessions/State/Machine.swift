import Files
import Glibc

/// The machine that the program runs on.
package enum Machine {
    /// The processor's name and number of cores, as in `AMD EPYC, 2 cores`.
    package static var processor: String {
        let text = (try? SafeFile.read("/proc/cpuinfo")).map { String(decoding: $0, as: UTF8.self) } ?? ""
        let line = text.split(separator: "\n").first { $0.hasPrefix("model name") }
        let name =
            line?.split(separator: ":", maxSplits: 1).last.map { String($0).trimmingSpaces } ?? "unknown processor"
        return "\(name), \(cores) \(cores == 1 ? "core" : "cores")"
    }

    /// The number of cores that this process may use.
    package static var cores: Int {
        max(1, sysconf(Int32(_SC_NPROCESSORS_ONLN)))
    }
}

extension String {
    fileprivate var trimmingSpaces: String {
        String(drop { $0 == " " }.reversed().drop { $0 == " " }.reversed())
    }
}
