package import ReferenceRandom
package import Tensors

/// HALT: log-probabilities as a time series, scored by a bidirectional GRU (arXiv 2602.02888, section 3.2).
///
/// A logit above 0 says hallucinated. One of these works for one caller at a time.
package final class Model {
    package let configuration: Configuration
    /// What its big products read. Weights are single precision whatever it says.
    package var precision: Precision { network.precision }
    /// Setting them puts the network in working order, which costs a copy of all.
    package var parameters: ParameterSet {
        didSet { network.load(parameters) }
    }
    let network: Network

    /// A model with PyTorch's first weights, drawn from `generator`.
    ///
    /// - Precondition: the precision is available.
    package convenience init(
        _ configuration: Configuration, generator: inout TorchGenerator, workers: WorkerPair,
        precision: Precision = .fp32
    ) throws(ConfigurationError) {
        try configuration.validate()
        let parameters = ParameterSet(initialising: configuration, from: &generator)
        self.init(configuration, parameters: parameters, workers: workers, precision: precision)
    }

    /// A model with given weights, of the configuration's shapes.
    ///
    /// - Parameter scoringMemory: how many bytes the responses may take that are scored at once; more are a little faster.
    /// - Precondition: the precision is available.
    package init(
        _ configuration: Configuration, parameters: ParameterSet, workers: WorkerPair, precision: Precision = .fp32,
        scoringMemory: Int = 150 << 20
    ) {
        precondition(precision.isAvailable, "this processor does not multiply \(precision.rawValue)")
        precondition(
            parameters.table == ParameterTable(configuration), "the parameters are those of another configuration")
        self.configuration = configuration
        self.parameters = parameters
        network = Network(configuration, workers, precision, scoringMemory: scoringMemory)
        network.load(parameters)
    }

    /// Puts weights in working order without keeping them: a training run owns its own.
    func load(_ parameters: ParameterSet) {
        network.load(parameters)
    }

    /// The number of weights.
    package var parameterCount: Int { parameters.values.count }

    /// The logit of each response, without dropout.
    package func logits(of responses: [FeatureMatrix]) -> [Float] {
        var logits = [Float](repeating: 0, count: responses.count)
        forEachStretch(of: responses, keepsLayers: false) { places, _, output in
            for (place, logit) in zip(places, output.logits) { logits[place] = logit }
        }
        return logits
    }

    /// What the classifier reads of each response, [n][2H], without dropout.
    package func embeddings(of responses: [FeatureMatrix]) -> [[Float]] {
        var embeddings = [[Float]](repeating: [], count: responses.count)
        forEachStretch(of: responses, keepsLayers: false) { places, _, output in
            for (b, place) in places.enumerated() { embeddings[place] = output.pooled[rows: b..<b + 1].values }
        }
        return embeddings
    }

    /// The gradient of each response's logit by what the model read of it, without dropout.
    package func inputGradients(of responses: [FeatureMatrix]) -> [FeatureMatrix] {
        var gradients = responses
        forEachStretch(of: responses, keepsLayers: true) { places, stretch, output in
            let ones = [Float](repeating: 1, count: places.count)
            let packed = network.backward(stretch, output, logitGradients: ones, addsWeightGradients: false)
            for (b, place) in places.enumerated() {
                gradients[place].values = (0..<stretch.packing.lengths[b]).flatMap { t in
                    let row = stretch.packing.offsets[t] + b
                    return packed[rows: row..<row + 1].values
                }
            }
        }
        return gradients
    }

    /// Sends all responses through, sorted and cut into stretches, and hands each stretch's output to `body` with the
    /// places its responses were given in.
    private func forEachStretch(
        of responses: [FeatureMatrix], keepsLayers: Bool, _ body: ([Int], Stretch, StretchOutput) -> Void
    ) {
        precondition(
            responses.allSatisfy { $0.width == configuration.inputSize && $0.tokens > 0 },
            "a response needs at least one token of \(configuration.inputSize) features")
        let order = Packing.order(of: responses.map(\.tokens))
        let lengths = order.map { responses[$0].tokens }
        for range in network.stretches(of: lengths, keepsLayers: keepsLayers) {
            let places = Array(order[range])
            var stretch = Stretch(places.map { responses[$0] })
            stretch.keepsLayers = keepsLayers
            body(places, stretch, network.forward(stretch))
        }
    }
}

/// What one training step's forward and backward pass gives.
package struct LossAndGradients: Sendable {
    /// Mean binary cross-entropy of the batch.
    package var loss: Double
    /// By every parameter.
    package var gradients: ParameterSet
    /// In packed order: longest response first.
    package var logits: [Float]
}

extension Model {
    /// The loss of a batch and its gradients, with dropout drawn from `generator`, or without where it is nil.
    package func lossAndGradients(of batch: [Response], dropout generator: inout TorchGenerator?) -> LossAndGradients {
        var gradients = ParameterSet(zeros: parameters.table)
        let (loss, logits) = accumulate(batch, &generator, into: &gradients)
        return LossAndGradients(loss: loss, gradients: gradients, logits: logits)
    }

    /// As `lossAndGradients`, into gradients that are already there and are overwritten.
    ///
    /// - Parameter share: which of the batch's responses, sorted by these lengths, to work on; what is given is then
    ///   their part of the whole batch's loss and gradients, while dropout is drawn for the whole batch.
    func accumulate(
        _ batch: [Response], _ generator: inout TorchGenerator?, into gradients: inout ParameterSet,
        share: (_ lengths: [Int]) -> Range<Int> = { $0.indices }
    ) -> (loss: Double, logits: [Float]) {
        let order = Packing.order(of: batch.map(\.inputs.tokens))
        let sorted = order.map { batch[$0] }
        let lengths = sorted.map(\.inputs.tokens)
        let isTraining = generator != nil
        generator.withValue { network.drawMasks(for: Packing(lengths: lengths), from: &$0) }
        network.clearGradients()
        let share = share(lengths)
        var logits: [Float] = []
        for part in network.stretches(of: Array(lengths[share]), keepsLayers: true) {
            let range = share.lowerBound + part.lowerBound..<share.lowerBound + part.upperBound
            var stretch = Stretch(sorted[range].map(\.inputs), first: range.lowerBound)
            stretch.isTraining = isTraining
            stretch.keepsLayers = true
            let output = network.forward(stretch)
            let slopes = zip(output.logits, sorted[range]).map { logit, response in
                Loss.gradient(logit: logit, label: response.label, count: batch.count)
            }
            network.backward(stretch, output, logitGradients: slopes)
            logits += output.logits
        }
        network.writeGradients(to: &gradients)
        let labels = sorted[share].map(\.label)
        return (Loss.binaryCrossEntropy(logits: logits, labels: labels, of: batch.count), logits)
    }
}

extension Optional {
    /// Lets `body` change the value where there is one.
    fileprivate mutating func withValue(_ body: (inout Wrapped) -> Void) {
        guard var value = self else { return }
        self = nil  // so that the value is held once while it changes
        body(&value)
        self = value
    }
}
