package import Clusters
import Files
import Tensors

/// What every cell's results depend on beside the notebook: the program, its numerical kernels, and the machine.
package struct KeyEnvironment: Codable, Sendable {
    package var program: String
    package var kernels: String
    /// What values tell of the machine.
    package var machine: String

    package init(program: String, kernels: String, machine: String) {
        self.program = program
        self.kernels = kernels
        self.machine = machine
    }

    /// Of this process.
    ///
    /// Sums over several processes are rounded otherwise than those of one, and other instructions round otherwise, too.
    package init(_ communicator: any Communicator) {
        program = "haltbook \(Versions.program), build \(Self.build)"
        kernels = "oneDNN \(matrixLibraryVersion), \(matrixLibraryInstructions)"
        if communicator.size > 1 { kernels += ", \(communicator.size) processes" }
        machine = "\(min(2, Machine.cores(sharedBy: communicator.localSize))) threads"
    }

    /// Tells one build of the program from another, so that who changes it is never shown what the former one computed.
    private static var build: String { ProgramBuild.identity.map { String($0.prefix(12)) } ?? "unknown" }
}
