import ReferenceRandom
import Tensors

/// The network's weights in working order and the rows it works on: forward and backward over packed stretches.
///
/// A stretch is some neighbours of a batch sorted by length, so many that memory stays bounded. Not for two threads at
/// once: it has one set of rows.
final class Network {
    let configuration: Configuration
    let workers: WorkerPair
    let precision: Precision
    /// How many bytes a stretch may take that is only scored.
    private let scoringMemory: Int
    private let projection: Projection
    /// [layer][direction].
    private let gru: [[GRUDirection]]
    private let classifier: Matrix  // [1, 2H]
    private var classifierBias: Float = 0
    private let classifierGradient: Matrix  // [1, 2H]
    private var classifierBiasGradient: Float = 0
    private var workspace: Workspace?
    private let masks: DropoutMasks

    /// Weights are zero until `load`.
    init(
        _ configuration: Configuration, _ workers: WorkerPair, _ precision: Precision = .fp32,
        scoringMemory: Int = 150 << 20
    ) {
        let (h, p) = (configuration.hiddenSize, configuration.projectionSize)
        self.configuration = configuration
        self.workers = workers
        self.precision = precision
        self.scoringMemory = scoringMemory
        projection = Projection(inputs: configuration.inputSize, size: p)
        gru = (0..<configuration.layers).map { layer in
            Direction.allCases.map { GRUDirection($0, inputs: layer == 0 ? p : 2 * h, hidden: h, precision) }
        }
        classifier = Matrix(rows: 1, columns: 2 * h)
        classifierGradient = Matrix(rows: 1, columns: 2 * h)
        masks = DropoutMasks(probability: configuration.dropout, width: 2 * h)
    }

    /// Puts a model's parameters into working order: once a step.
    func load(_ parameters: ParameterSet) {
        let table = parameters.table
        projection.load(parameters)
        for (layer, directions) in gru.enumerated() {
            for direction in directions { direction.load(parameters, table.gru(layer, direction.direction)) }
        }
        let last = table.entries.count - 1
        classifier.copy(from: parameters.values, at: table.entries[last - 1].offset)
        classifierBias = parameters.values[table.entries[last].offset]
    }

    func clearGradients() {
        projection.clearGradients()
        for direction in gru.joined() { direction.clearGradients() }
        classifierGradient.fill(0)
        classifierBiasGradient = 0
    }

    func writeGradients(to gradients: inout ParameterSet) {
        let table = gradients.table
        projection.writeGradients(to: &gradients)
        for (layer, directions) in gru.enumerated() {
            for direction in directions {
                direction.writeGradients(to: &gradients, table.gru(layer, direction.direction))
            }
        }
        let last = table.entries.count - 1
        classifierGradient.write(to: &gradients.values, at: table.entries[last - 1].offset)
        gradients.values[table.entries[last].offset] = classifierBiasGradient
    }

    /// Draws a step's dropout masks for a whole sorted batch; draws nothing where nothing is dropped.
    func drawMasks(for packing: Packing, from generator: inout TorchGenerator) {
        guard dropsValues else { return }
        masks.draw(configuration.layers - 1, for: packing, from: &generator)
    }

    private var dropsValues: Bool { configuration.dropout > 0 && configuration.layers > 1 }

    /// Cuts sorted responses into stretches that fit into memory, and makes room for all of them and for batches like
    /// this one, so that it is made once.
    func stretches(of lengths: [Int], keepsLayers: Bool) -> [Range<Int>] {
        let budget = keepsLayers ? 850 << 20 : scoringMemory
        let limit = max(256, budget / Workspace.bytesPerRow(keepsLayers: keepsLayers, configuration, precision))
        let stretches = Packing.stretches(of: lengths, limit: limit)
        let rows = stretches.map { lengths[$0].reduce(0, +) }.max() ?? 0
        let responses = stretches.map(\.count).max() ?? 0
        _ = workspace(
            rows: stretches.count > 1 ? max(rows, limit) : rows, responses: min(lengths.count, 2 * responses),
            keepsLayers: keepsLayers)
        return stretches
    }

    /// A workspace with room for so much, the last one where it fits.
    private func workspace(rows: Int, responses: Int, keepsLayers: Bool) -> Workspace {
        if let workspace, workspace.rows >= rows, workspace.responses >= responses,
            workspace.keepsLayers || !keepsLayers
        {
            return workspace
        }
        let keeps = keepsLayers || workspace?.keepsLayers == true
        let room = (rows: max(rows, workspace?.rows ?? 0), responses: max(responses, workspace?.responses ?? 0))
        workspace = nil  // freed before the next is made
        let made = Workspace(
            rows: room.rows, responses: room.responses, keepsLayers: keeps, dropsValues: dropsValues, configuration,
            precision)
        workspace = made
        return made
    }
}

/// Some neighbours of a sorted batch, and how they go through the network.
struct Stretch: Sendable {
    /// What the model reads, longest first.
    let inputs: [FeatureMatrix]
    let packing: Packing
    /// The place of the first one in the batch.
    let first: Int
    /// Whether values are dropped between layers, with the masks drawn last.
    var isTraining = false
    /// Whether what the way back needs is kept.
    var keepsLayers = false
    /// The packed rows to pool, where they are not to be chosen anew.
    var pooledRows: [[Int]]?

    init(_ inputs: [FeatureMatrix], first: Int = 0) {
        self.inputs = inputs
        self.first = first
        packing = Packing(lengths: inputs.map(\.tokens))
    }
}

/// What comes out of a stretch, response by response.
struct StretchOutput {
    let logits: [Float]
    /// [responses, 2H].
    let pooled: Matrix
    /// The packed rows that were pooled.
    let pooledRows: [[Int]]
}

extension Network {
    /// Responses to logits.
    func forward(_ stretch: Stretch) -> StretchOutput {
        let packing = stretch.packing
        let count = packing.lengths.count
        let space = workspace(rows: packing.rows, responses: count, keepsLayers: stretch.keepsLayers)
        let rows = space.projection[0..<packing.rows]
        fill(rows.input, stretch)
        projection.forward(rows, workers)
        space.projected[rows: 0..<packing.rows].round()
        for layer in 0..<configuration.layers {
            let input = layerInput(layer, stretch, space)
            let directions = gru[layer]
            let parts = directions.map { space.gruRows(layer, $0.direction, packing, hidden: $0.hidden) }
            workers.run(
                { directions[0].forward(input, parts[0], space.scratch[0], keepsGates: stretch.keepsLayers) },
                { directions[1].forward(input, parts[1], space.scratch[1], keepsGates: stretch.keepsLayers) })
        }
        let states = space.output(configuration.layers - 1, rows: packing.rows).matrix
        let pooled = space.pooled[rows: 0..<count]
        var pooledRows: [[Int]] = []
        for b in 0..<count {
            let selected =
                stretch.pooledRows?[b]
                ?? TopQPooling.selectedRows(states, packing, response: b, topQ: configuration.topQ)
            TopQPooling.forward(states, selected, into: pooled.row(b))
            pooledRows.append(selected)
        }
        let width = classifier.columns
        let logits = (0..<count).map { dotProduct(pooled.row($0), classifier.row(0), count: width) + classifierBias }
        return StretchOutput(logits: logits, pooled: pooled, pooledRows: pooledRows)
    }

    /// The gradients of a sum over the responses of `logitGradients` times logit, right after `forward` of the stretch
    /// with layers kept: weights' gradients add up unless told not to. Returns that by the input, [N, D] packed.
    @discardableResult
    func backward(
        _ stretch: Stretch, _ output: StretchOutput, logitGradients: [Float], addsWeightGradients: Bool = true
    ) -> Matrix {
        let packing = stretch.packing
        let n = packing.rows
        let space = workspace(rows: n, responses: packing.lengths.count, keepsLayers: true)
        var outputGradient = space.outputGradients[0][rows: 0..<n]
        var inputGradient = space.outputGradients[1][rows: 0..<n]
        outputGradient.fill(0)
        classifierBackward(output, logitGradients, into: outputGradient, addsWeightGradients)
        for layer in (0..<configuration.layers).reversed() {
            let input = layerInput(layer, stretch, space)
            let directions = gru[layer]
            let parts = directions.map { space.gruRows(layer, $0.direction, packing, hidden: $0.hidden) }
            let halves = directions.map { direction in
                let first = direction.direction.rawValue * direction.hidden
                return outputGradient[columns: first..<first + direction.hidden]
            }
            let run = { @Sendable (place: Int) in
                directions[place].backward(
                    halves[place], input: input, parts[place], space.scratch[place],
                    addsWeightGradients: addsWeightGradients)
            }
            workers.run({ run(0) }, { run(1) })
            let target = layer == 0 ? space.projectionGradient[rows: 0..<n] : inputGradient
            layerInputGradient(layer, stretch, parts, into: target)
            swap(&outputGradient, &inputGradient)
        }
        let rows = space.projection[0..<n]
        projection.backward(
            space.projectionGradient[rows: 0..<n], rows, workers, addsWeightGradients: addsWeightGradients)
        return rows.norm
    }

    /// Packs what the model reads.
    private func fill(_ target: Matrix, _ stretch: Stretch) {
        for (b, input) in stretch.inputs.enumerated() {
            input.values.withUnsafeBufferPointer { values in
                guard let base = values.baseAddress else { return }
                for t in 0..<input.tokens {
                    let row = target.row(stretch.packing.offsets[t] + b)
                    row.update(from: base + t * input.width, count: input.width)
                }
            }
        }
    }

    /// What a layer reads: the projection, or the layer below, dropped while training.
    private func layerInput(_ layer: Int, _ stretch: Stretch, _ space: Workspace) -> Factor {
        let packing = stretch.packing
        if layer == 0 { return space.projected[rows: 0..<packing.rows] }
        let below = space.output(layer - 1, rows: packing.rows)
        guard stretch.isTraining, dropsValues else { return below }
        let dropped = space.dropped[rows: 0..<packing.rows]
        let masks = masks
        workers.halves(of: packing.rows) { rows in
            masks.apply(
                layer: layer - 1, first: stretch.first, part: packing, rows: rows, from: below.matrix,
                to: dropped.matrix)
            dropped[rows: rows].round()
        }
        return dropped
    }

    /// The gradient by what a layer reads, from both directions' gates.
    private func layerInputGradient(_ layer: Int, _ stretch: Stretch, _ parts: [GRURows], into target: Matrix) {
        let directions = gru[layer]
        let drops = layer > 0 && stretch.isTraining && dropsValues
        let masks = masks
        workers.halves(of: target.rows) { range in
            let part = target[rows: range]
            directions[0].inputGradient(parts[0].gates[rows: range], into: part, adding: false)
            directions[1].inputGradient(parts[1].gates[rows: range], into: part, adding: true)
            if drops {
                masks.apply(
                    layer: layer - 1, first: stretch.first, part: stretch.packing, rows: range, from: target,
                    to: target)
            }
        }
    }

    /// Logits' gradients to those by the last layer's output.
    private func classifierBackward(
        _ output: StretchOutput, _ logitGradients: [Float], into target: Matrix, _ addsWeightGradients: Bool
    ) {
        let width = classifier.columns
        let weight = classifier.row(0)
        let pooledGradient = Matrix(rows: 1, columns: width)
        for (b, gradient) in logitGradients.enumerated() {
            if addsWeightGradients {
                let pooled = output.pooled.row(b)
                let sum = classifierGradient.row(0)
                for j in 0..<width { sum[j] += gradient * pooled[j] }
                classifierBiasGradient += gradient
            }
            let share = pooledGradient.row(0)
            for j in 0..<width { share[j] = gradient * weight[j] }
            TopQPooling.backward(share, output.pooledRows[b], into: target)
        }
    }
}
