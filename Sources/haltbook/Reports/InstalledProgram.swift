import FoundationEssentials
import Glibc

/// Another program that may be installed, found as the shell finds it.
struct InstalledProgram {
    let name: String

    init(_ name: String) {
        self.name = name
    }

    /// Runs it to its end, with this program's output and environment; its exit code, -1 where a signal ended it, or nil
    /// where it is not installed.
    func run(_ arguments: [String]) -> Int32? {
        var attributes = posix_spawnattr_t()
        posix_spawnattr_init(&attributes)
        defer { posix_spawnattr_destroy(&attributes) }
        // Signals that this program waits for on a thread of its own are to end the other one.
        var none = sigset_t()
        sigemptyset(&none)
        posix_spawnattr_setsigmask(&attributes, &none)
        posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETSIGMASK))
        var process = pid_t()
        let environment = ProcessInfo.processInfo.environment.map { "\($0)=\($1)" }
        let code = withCStrings([name] + arguments) { arguments in
            withCStrings(environment) { posix_spawnp(&process, name, nil, &attributes, arguments, $0) }
        }
        guard code == 0 else { return nil }
        var status: Int32 = 0
        while waitpid(process, &status, 0) < 0 && errno == EINTR {}
        return status & 0x7F == 0 ? status >> 8 & 0xFF : -1
    }

    /// Texts as C takes lists of them, with a nil at the end.
    private func withCStrings<Result>(
        _ texts: [String], _ body: ([UnsafeMutablePointer<CChar>?]) -> Result
    ) -> Result {
        let copies = texts.map { strdup($0) }
        defer { copies.forEach { free($0) } }
        return body(copies + [nil])
    }
}
