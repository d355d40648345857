import Glibc

/// How the program was started, as launchers say it in the environment: alone, or as one of several processes.
package struct Launch: Equatable, Sendable {
    package let rank: Int
    package let size: Int

    /// The launchers' own variables for the number of processes and for the place of this one. Those of Open MPI come
    /// first: its `mpirun` may itself run under Slurm.
    private static let variables = [
        (size: "OMPI_COMM_WORLD_SIZE", rank: "OMPI_COMM_WORLD_RANK"), (size: "PMI_SIZE", rank: "PMI_RANK"),
        (size: "SLURM_STEP_NUM_TASKS", rank: "SLURM_PROCID"),
    ]

    /// - Parameter variable: the environment's variable of a name.
    package init(_ variable: (String) -> String?) {
        let found = Self.variables.compactMap { names -> (Int, Int)? in
            guard let size = variable(names.size).flatMap(Int.init), size >= 1 else { return nil }
            return (size, variable(names.rank).flatMap(Int.init) ?? 0)
        }
        (size, rank) = found.first ?? (1, 0)
    }

    package static let current = Launch { name in getenv(name).map { String(cString: $0) } }

    /// The processes that were started together; to be called once.
    package func join() throws(LaunchProblem) -> any Communicator {
        guard size > 1 else { return SingleProcess() }
        #if MPI
        let communicator = MPICommunicator()
        guard communicator.size == size else {
            Self.leave()
            throw LaunchProblem.strangers(started: size, connected: communicator.size)
        }
        return communicator
        #else
        throw LaunchProblem.builtWithoutMPI(started: size)
        #endif
    }

    /// Says that this process is done, when all others do: a process that ends without having said so ends them all.
    package static func leave() {
        #if MPI
        MPICommunicator.leave()
        #endif
    }
}

/// Why processes that were started together cannot work together.
package enum LaunchProblem: Error, Equatable, CustomStringConvertible {
    case builtWithoutMPI(started: Int)
    case strangers(started: Int, connected: Int)

    package var description: String {
        switch self {
        case .builtWithoutMPI(let started):
            """
            \(started) processes were started together, and this build knows only one: each would do all the work; \
            build it with `swift build -c release --traits MPI`, or start one process
            """
        case .strangers(let started, let connected):
            """
            \(started) processes were started together, and Open MPI connects \(connected) of them; \
            under Slurm start them with `srun --mpi=pmix` or with `mpirun`
            """
        }
    }
}
