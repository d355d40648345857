/// Labelled responses in their order.
package struct Dataset: Sendable, Equatable {
    package let responses: [Response]
    /// Where each response comes from, in the same order; nil where nothing is known of any.
    package let metadata: [ResponseSource]?

    /// - Precondition: `metadata` has an entry for each response.
    package init(responses: [Response], metadata: [ResponseSource]? = nil) {
        precondition(
            (metadata?.count ?? responses.count) == responses.count,
            "\(metadata?.count ?? 0) sources for \(responses.count) responses")
        self.responses = responses
        self.metadata = metadata
    }

    package var count: Int { responses.count }

    /// The tokens of all responses together.
    package var tokens: Int { responses.reduce(0) { $0 + $1.inputs.tokens } }

    /// How many responses are labelled hallucinated.
    package var hallucinated: Int { responses.reduce(0) { $0 + $1.label } }

    /// The responses at some places, in the order asked.
    package func subset(_ places: [Int]) -> [Response] {
        places.map { responses[$0] }
    }
}
