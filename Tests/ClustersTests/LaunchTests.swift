import Clusters
import Testing

@Suite struct LaunchTests {
    private func launch(_ environment: [String: String]) -> (rank: Int, size: Int) {
        let launch = Launch { environment[$0] }
        return (launch.rank, launch.size)
    }

    @Test func `a program started by hand is alone`() {
        #expect(launch([:]) == (0, 1))
        #expect(launch(["OMPI_COMM_WORLD_SIZE": "many", "OMPI_COMM_WORLD_RANK": "2"]) == (0, 1))
        // A batch script of Slurm has a place among tasks, and is none of a step's.
        #expect(launch(["SLURM_NTASKS": "4", "SLURM_PROCID": "0"]) == (0, 1))
    }

    @Test func `launchers say how many there are and which one this is`() {
        #expect(launch(["OMPI_COMM_WORLD_SIZE": "3", "OMPI_COMM_WORLD_RANK": "2"]) == (2, 3))
        #expect(launch(["SLURM_STEP_NUM_TASKS": "4", "SLURM_PROCID": "1"]) == (1, 4))
        #expect(launch(["PMI_SIZE": "2", "PMI_RANK": "1"]) == (1, 2))
    }

    @Test func `mpirun is believed before the Slurm that it runs under`() {
        let environment = [
            "OMPI_COMM_WORLD_SIZE": "8", "OMPI_COMM_WORLD_RANK": "5", "SLURM_STEP_NUM_TASKS": "2", "SLURM_PROCID": "1",
        ]
        #expect(launch(environment) == (5, 8))
    }

    @Test func `a program alone joins nobody`() throws {
        #expect(try Launch { _ in nil }.join().size == 1)
    }

    #if !MPI
    @Test func `a build without MPI refuses to be one of several`() {
        let error = #expect(throws: LaunchProblem.self) {
            try Launch { ["OMPI_COMM_WORLD_SIZE": "3", "OMPI_COMM_WORLD_RANK": "2"][$0] }.join()
        }
        #expect(
            error?.description
                == "3 processes were started together, and this build knows only one: each would do all the work; build it with `swift build -c release --traits MPI`, or start one process"
        )
    }
    #endif
}
