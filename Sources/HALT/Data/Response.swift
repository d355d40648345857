/// One response of a language model: what the model reads of it, and whether it is hallucinated.
package struct Response: Sendable, Equatable {
    /// [T, 5 + K], T at least 1.
    package let inputs: FeatureMatrix
    /// 1 is hallucinated, 0 is correct.
    package let label: Int

    package init(inputs: FeatureMatrix, label: Int) {
        self.inputs = inputs
        self.label = label
    }
}
