extension Model {
    /// Gradient x input for each token of each response: the sum over its features of |d logit / d x| |x|.
    ///
    /// Over real tokens only, without dropout. The logit is the whole response's, so a token also counts for what it does to those
    /// around it.
    package func tokenAttributions(of responses: [FeatureMatrix]) -> [[Double]] {
        zip(responses, inputGradients(of: responses)).map { response, gradient in
            (0..<response.tokens).map { t in
                (0..<response.width).reduce(0) { $0 + Double(abs(gradient[t, $1]) * abs(response[t, $1])) }
            }
        }
    }
}
