import Tensors

extension WorkerPair {
    /// A response of each thing drawn, in their order, a half made on each worker.
    func responses<Drawn: Sendable>(
        of drawn: [Drawn], _ make: @escaping @Sendable (Drawn) -> Response
    ) -> [Response] {
        let middle = drawn.count / 2
        let halves = (ResponseList(), ResponseList())
        run(
            { halves.0.responses = drawn[..<middle].map(make) },
            { halves.1.responses = drawn[middle...].map(make) })
        return halves.0.responses + halves.1.responses
    }
}

/// One worker's responses: written by that worker alone, read when both are done.
private final class ResponseList: @unchecked Sendable {
    var responses: [Response] = []
}
