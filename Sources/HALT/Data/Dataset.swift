/// Labelled responses in their order.
package struct Dataset: Sendable, Equatable {
    package let responses: [Response]

    package init(responses: [Response]) {
        self.responses = responses
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
