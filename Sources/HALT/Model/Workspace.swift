import Tensors

/// The rows that a stretch of responses needs on its way through the network, allocated once and used again.
struct Workspace: Sendable {
    /// How many tokens and responses there is room for.
    let rows: Int
    let responses: Int
    /// Whether every layer's gates and outputs are kept for the way back.
    let keepsLayers: Bool
    let projection: Projection.Rows
    /// [N, P]: the projection's output, as the first layer reads it.
    let projected: Factor
    /// [layer][direction], [N, 4H]; one layer's alone where layers are not kept.
    ///
    /// On the way back products read them, one layer after the other: all layers share the copies, [direction].
    private let gates: [[Factor]]
    /// [layer], [N, 2H]; two in turn where layers are not kept.
    private let outputs: [Factor]
    /// [N, 2H]: a layer's input after dropout.
    let dropped: Factor
    /// Two of [N, 2H]: the gradient by a layer's output, and by its input.
    let outputGradients: [Matrix]
    /// [N, P].
    let projectionGradient: Matrix
    /// One for each direction.
    let scratch: [GRUScratch]
    /// [responses, 2H].
    let pooled: Matrix

    private static let blockRows = 2048
    /// Keeps the rows of gates off multiples of 4096 bytes, where they would share a few places in the cache.
    private static let padding = 16

    init(
        rows: Int, responses: Int, keepsLayers: Bool, dropsValues: Bool, _ configuration: Configuration,
        _ precision: Precision
    ) {
        let (h, p) = (configuration.hiddenSize, configuration.projectionSize)
        self.rows = rows
        self.responses = responses
        self.keepsLayers = keepsLayers
        projection = Projection.Rows(rows: rows, inputs: configuration.inputSize, size: p)
        projected = Factor(projection.output, precision)
        let gateStride = 4 * h + Self.padding
        let copies = Direction.allCases.map { _ in
            precision == .bf16 && keepsLayers ? BFloat16Matrix(rows: rows, columns: 4 * h, stride: gateStride) : nil
        }
        gates = (0..<(keepsLayers ? configuration.layers : 1)).map { _ in
            copies.map { Factor(Matrix(rows: rows, columns: 4 * h, stride: gateStride), rounded: $0) }
        }
        outputs = (0..<(keepsLayers ? configuration.layers : min(2, configuration.layers))).map { _ in
            Factor(rows: rows, columns: 2 * h, stride: 2 * h + Self.padding, precision)
        }
        dropped = Factor(rows: dropsValues ? rows : 0, columns: 2 * h, precision)
        outputGradients = (0..<2).map { _ in Matrix(rows: keepsLayers ? rows : 0, columns: 2 * h) }
        projectionGradient = Matrix(rows: keepsLayers ? rows : 0, columns: p)
        scratch = Direction.allCases.map { _ in
            let blockRows = keepsLayers ? min(rows, Self.blockRows) : 0
            return GRUScratch(responses: responses, hidden: h, blockRows: blockRows, precision)
        }
        pooled = Matrix(rows: responses, columns: 2 * h)
    }

    /// A layer's output, [N, 2H].
    func output(_ layer: Int, rows: Int) -> Factor {
        outputs[keepsLayers ? layer : layer % 2][rows: 0..<rows]
    }

    /// What one direction of a layer works on.
    func gruRows(_ layer: Int, _ direction: Direction, _ packing: Packing, hidden: Int) -> GRURows {
        let first = direction.rawValue * hidden
        return GRURows(
            packing: packing, gates: gates[keepsLayers ? layer : 0][direction.rawValue][rows: 0..<packing.rows],
            output: output(layer, rows: packing.rows)[columns: first..<first + hidden])
    }

    /// Bytes a token, for choosing how many go through at once.
    static func bytesPerRow(keepsLayers: Bool, _ configuration: Configuration, _ precision: Precision) -> Int {
        let (h, p, d) = (configuration.hiddenSize, configuration.projectionSize, configuration.inputSize)
        let layer = 2 * (4 * h + padding) + 2 * h + padding
        let small = 4 * p + 4 * d
        let floats = keepsLayers ? configuration.layers * layer + 6 * h + small : layer + 4 * h + small
        let outputs = (2 * h + padding) * (keepsLayers ? configuration.layers : 2)
        let copies = keepsLayers ? outputs + 2 * h + 2 * (4 * h + padding) : outputs
        let halves = precision == .bf16 ? copies + p : 0
        return floats * MemoryLayout<Float>.stride + halves * MemoryLayout<UInt16>.stride
    }
}
