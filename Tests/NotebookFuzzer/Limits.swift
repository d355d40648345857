import Glibc

/// How much one notebook may cost a process: what goes over ends it by a signal, or is a fault.
enum Limits {
    /// Of processor time, so that a busy machine finds nothing that an idle one does not.
    static let seconds = 5
    /// Of resident memory at its peak, the program itself included.
    static let megabytes = 400

    /// Beyond which the process is refused memory, and traps.
    private static let addressSpace: rlim_t = 4 << 30
    /// Of time, for what waits and does not work.
    private static let patience: UInt32 = 120

    /// Begins the time of a notebook.
    static func restart() {
        var space = rlimit(rlim_cur: addressSpace, rlim_max: addressSpace)
        setrlimit(__rlimit_resource_t(RLIMIT_AS.rawValue), &space)
        var noCore = rlimit(rlim_cur: 0, rlim_max: 0)
        setrlimit(__rlimit_resource_t(RLIMIT_CORE.rawValue), &noCore)
        var timer = itimerval(it_interval: timeval(), it_value: timeval(tv_sec: seconds, tv_usec: 0))
        setitimer(__itimer_which_t(ITIMER_PROF.rawValue), &timer, nil)
        alarm(patience)
    }

    /// What is wrong with the process's peak of memory, or nil.
    static var fault: String? {
        var usage = rusage()
        getrusage(__rusage_who_t(RUSAGE_SELF.rawValue), &usage)
        let peak = usage.ru_maxrss / 1024
        return peak > megabytes ? "it took over \(megabytes) MB of memory (\(peak) MB)" : nil
    }

    /// What a signal says of the notebook that was tried.
    static func fault(ofSignal signal: Int32) -> String {
        switch signal {
        case SIGPROF: "it took over \(seconds) s of processor time"
        case SIGALRM: "it did not end in \(patience) s"
        default: "it crashed: \(String(cString: strsignal(signal))) (signal \(signal))"
        }
    }
}
