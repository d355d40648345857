import Tensors

/// The versions of the program and of what it computes with.
package enum Versions {
    package static let program = "0.1.0"

    package static var all: [String] { ["haltbook \(program)", "oneDNN \(matrixLibraryVersion)", compiler] }

    private static var compiler: String {
        #if swift(>=6.4)
        "Swift 6.4 or later"
        #elseif swift(>=6.3)
        "Swift 6.3"
        #else
        "Swift before 6.3"
        #endif
    }
}
