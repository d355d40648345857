import Files
import Glibc
import Notebooks

/// An installed Chromium, which prints pages.
struct Browser {
    let path: String

    private static let names = ["chromium", "chromium-browser", "google-chrome"]

    /// The first one in the folders of PATH.
    static func installed() throws(Failure) -> Browser {
        let folders = (getenv("PATH").map { String(cString: $0) } ?? "").split(separator: ":")
        // What lies in the working folder is not what somebody has installed.
        for folder in folders where folder.hasPrefix("/") {
            for name in names {
                let path = "\(folder)/\(name)"
                if SafeFile.isFile(path), access(path, X_OK) == 0 { return Browser(path: path) }
            }
        }
        throw Failure(
            "a PDF is printed by Chromium, and none of \(names.joined(separator: ", ")) is on PATH; "
                + "install it (`apt install chromium`), or print the report from another browser", exitCode: 1)
    }

    /// The page as a PDF.
    func pdf(of page: String, within limit: Duration) throws(Failure) -> [UInt8] {
        let place = try TemporaryFolder()
        return try withExtendedLifetime(place) { () throws(Failure) in
            try pdf(of: page, in: place.path, within: limit)
        }
    }

    private func pdf(of page: String, in folder: String, within limit: Duration) throws(Failure) -> [UInt8] {
        do throws(FileProblem) {
            try SafeFile.write(page, to: "\(folder)/report.html")
        } catch {
            throw Failure("\(error)", exitCode: 1)
        }
        let ending = try run(arguments(folder), log: "\(folder)/log", within: limit)
        guard let bytes = try? SafeFile.read("\(folder)/report.pdf"), bytes.starts(with: "%PDF-".utf8) else {
            throw Failure("\(path) printed no PDF: \(ending)\(said(in: "\(folder)/log"))", exitCode: 1)
        }
        return bytes
    }

    private func arguments(_ folder: String) -> [String] {
        let all = [
            path, "--headless", "--disable-gpu", "--disable-dev-shm-usage", "--disable-extensions", "--no-first-run",
            "--disable-background-networking", "--no-pdf-header-footer", "--user-data-dir=\(folder)/profile",
            "--print-to-pdf=\(folder)/report.pdf", "file://\(folder)/report.html",
        ]
        // Chromium's sandbox refuses root; the page is our own, and runs no script.
        return geteuid() == 0 ? all + ["--no-sandbox"] : all
    }

    /// The last thing that it said, where it said anything.
    private func said(in log: String) -> String {
        let text = (try? SafeFile.read(log)).map { String(decoding: $0.suffix(2000), as: UTF8.self) } ?? ""
        let line = text.split(separator: "\n").last { !$0.trimmed.isEmpty }
        return line.map { "; it said: \($0.trimmed.prefix(300))" } ?? ""
    }

    // MARK: The process

    /// Runs it to its end, and says how it ended.
    private func run(_ arguments: [String], log: String, within limit: Duration) throws(Failure) -> String {
        let process = try start(arguments, log: log)
        let clock = ContinuousClock()
        let end = clock.now + limit
        var status: Int32 = 0
        while waitpid(process, &status, WNOHANG) == 0 {
            guard !Interruption.isWanted else {
                stop(process)
                throw Failure("interrupted", exitCode: 130)
            }
            guard clock.now < end else {
                stop(process)
                throw Failure(
                    "\(path) has not printed the report within \(limit.components.seconds) s; give it more time with --timeout",
                    exitCode: 1)
            }
            usleep(20_000)
        }
        let signal = status & 0x7F
        return signal == 0 ? "it ended with exit code \(status >> 8 & 0xFF)" : "it was ended by signal \(signal)"
    }

    private func stop(_ process: pid_t) {
        var status: Int32 = 0
        kill(process, SIGKILL)
        waitpid(process, &status, 0)
    }

    private func start(_ arguments: [String], log: String) throws(Failure) -> pid_t {
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        posix_spawn_file_actions_addopen(&actions, STDIN_FILENO, "/dev/null", O_RDONLY, 0)
        posix_spawn_file_actions_addopen(&actions, STDOUT_FILENO, log, O_WRONLY | O_CREAT | O_TRUNC, 0o600)
        posix_spawn_file_actions_adddup2(&actions, STDOUT_FILENO, STDERR_FILENO)
        // It is to hear the signals that this program waits for.
        var attributes = posix_spawnattr_t()
        posix_spawnattr_init(&attributes)
        defer { posix_spawnattr_destroy(&attributes) }
        var none = sigset_t()
        sigemptyset(&none)
        posix_spawnattr_setsigmask(&attributes, &none)
        posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETSIGMASK))
        var words = arguments.map { strdup($0) } + [nil]
        defer { for word in words { free(word) } }
        var process: pid_t = 0
        let code = posix_spawn(&process, path, &actions, &attributes, &words, environ)
        guard code == 0 else {
            throw Failure("cannot start \(path): \(String(cString: strerror(code)))", exitCode: 1)
        }
        return process
    }
}
