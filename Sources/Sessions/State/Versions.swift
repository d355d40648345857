import Tensors

/// The versions of the program and of what it computes with.
package enum Versions {
    package static let program = "0.1.0"

    package static var all: [String] { ["haltbook \(program)", "oneDNN \(matrixLibraryVersion)", compiler] }

    /// Whose streams random draws come from.
    package static let draws =
        "the streams of NumPy 2.4 (data) and PyTorch 2.15 (split, weights, batches, dropout), draw for draw; responses of equal length keep their order"

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
