#if MPI
import COpenMPI

/// All processes that `mpirun` or `srun` started together. The only file that names `MPI_*`.
///
/// Open MPI's own way with errors is kept: it says what is wrong and ends the program on all ranks.
struct MPICommunicator: Communicator {
    let rank: Int
    let size: Int
    let localSize: Int

    /// The most values that one message takes: MPI counts in 32 bits.
    private static let chunk = 1 << 28

    /// Connects the processes. Only the thread that does this may use it: the workers compute and do not speak.
    init() {
        var level: Int32 = 0
        MPI_Init_thread(nil, nil, Int32(MPI_THREAD_FUNNELED), &level)
        rank = Self.number { MPI_Comm_rank(openmpi_world(), &$0) }
        size = Self.number { MPI_Comm_size(openmpi_world(), &$0) }
        var local: MPI_Comm?
        MPI_Comm_split_type(openmpi_world(), Int32(MPI_COMM_TYPE_SHARED), 0, openmpi_no_info(), &local)
        localSize = Self.number { MPI_Comm_size(local, &$0) }
        MPI_Comm_free(&local)
    }

    private static func number(_ fill: (inout Int32) -> Int32) -> Int {
        var number: Int32 = 0
        _ = fill(&number)
        return Int(number)
    }

    var name: String {
        "Open MPI \(OMPI_MAJOR_VERSION).\(OMPI_MINOR_VERSION).\(OMPI_RELEASE_VERSION)"
    }

    func sum(_ values: inout [Float]) { sum(&values, openmpi_float()) }

    func sum(_ values: inout [Double]) { sum(&values, openmpi_double()) }

    private func sum<Number>(_ values: inout [Number], _ type: MPI_Datatype?) {
        values.withUnsafeMutableBufferPointer { values in
            for first in stride(from: 0, to: values.count, by: Self.chunk) {
                let part = UnsafeMutableBufferPointer(rebasing: values[first..<min(first + Self.chunk, values.count)])
                MPI_Allreduce(
                    openmpi_in_place(), part.baseAddress, Int32(part.count), type, openmpi_addition(), openmpi_world())
            }
        }
    }

    func broadcast(_ bytes: inout [UInt8], from root: Int) {
        bytes.withUnsafeMutableBufferPointer { bytes in
            for first in stride(from: 0, to: bytes.count, by: Self.chunk) {
                let part = UnsafeMutableBufferPointer(rebasing: bytes[first..<min(first + Self.chunk, bytes.count)])
                MPI_Bcast(part.baseAddress, Int32(part.count), openmpi_byte(), Int32(root), openmpi_world())
            }
        }
    }

    static func leave() {
        let isConnected = number { MPI_Initialized(&$0) } != 0 && number { MPI_Finalized(&$0) } == 0
        if isConnected { MPI_Finalize() }
    }
}
#endif
