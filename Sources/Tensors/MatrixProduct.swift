import COneDNN

/// Which factor of a product is read with its rows and columns exchanged.
package enum TransposedFactor {
    case none, left, right
}

/// c = a b, or c += a b where `adding`; all row-major windows, worked by one thread.
///
/// One single-threaded product on each of two threads outruns one product on both, and its result does not depend on
/// how many threads there are.
package func multiply(
    _ a: Matrix, _ b: Matrix, into c: Matrix, transposing factor: TransposedFactor = .none, adding: Bool = false
) {
    let shape = ProductShape((a.rows, a.columns), (b.rows, b.columns), into: c, transposing: factor)
    guard !shape.isEmpty(c, adding: adding) else { return }
    omp_set_num_threads(1)  // of the calling thread
    let status = dnnl_sgemm(
        code(factor == .left), code(factor == .right), shape.m, shape.n, shape.k,
        1, a.elements, dnnl_dim_t(a.stride), b.elements, dnnl_dim_t(b.stride),
        adding ? 1 : 0, c.elements, dnnl_dim_t(c.stride))
    shape.require(status)
}

/// oneDNN's letter: N as it stands, T transposed.
private func code(_ isTransposed: Bool) -> CChar {
    CChar(bitPattern: UInt8(ascii: isTransposed ? "T" : "N"))
}

/// As for single precision, with factors in bfloat16 and sums in single precision.
///
/// A processor's bfloat16 instructions take subnormal numbers for zeros.
package func multiply(
    _ a: BFloat16Matrix, _ b: BFloat16Matrix, into c: Matrix, transposing factor: TransposedFactor = .none,
    adding: Bool = false
) {
    let shape = ProductShape((a.rows, a.columns), (b.rows, b.columns), into: c, transposing: factor)
    guard !shape.isEmpty(c, adding: adding) else { return }
    omp_set_num_threads(1)  // of the calling thread, and part of what oneDNN's cache knows a primitive by
    let primitive = ProductPrimitive(
        shape, strides: (a.stride, b.stride, c.stride), transposing: factor, adding: adding)
    primitive.run(a.elements, b.elements, into: c.elements)
}

/// The sizes of a product: [m, k] times [k, n].
private struct ProductShape {
    let m: dnnl_dim_t
    let n: dnnl_dim_t
    let k: dnnl_dim_t

    /// - Precondition: the factors (rows, columns) fit each other and the result.
    init(_ a: (Int, Int), _ b: (Int, Int), into c: Matrix, transposing factor: TransposedFactor) {
        let (m, k) = factor == .left ? (a.1, a.0) : a
        let (inner, n) = factor == .right ? (b.1, b.0) : b
        precondition(
            inner == k && c.rows == m && c.columns == n,
            "a product of \(m) x \(k) and \(inner) x \(n) into \(c.rows) x \(c.columns)")
        (self.m, self.n, self.k) = (dnnl_dim_t(m), dnnl_dim_t(n), dnnl_dim_t(k))
    }

    /// Whether there is nothing to multiply; a product over nothing is then already in `c`.
    func isEmpty(_ c: Matrix, adding: Bool) -> Bool {
        if k == 0, !adding { c.fill(0) }
        return m == 0 || n == 0 || k == 0
    }

    func require(_ status: dnnl_status_t) {
        precondition(status == dnnl_success, "oneDNN refused a \(m) x \(n) x \(k) product (status \(status))")
    }
}

/// oneDNN's matmul of one kind of bfloat16 product.
///
/// Made for each product: oneDNN keeps what it generated, so that making another costs 2.4 microseconds (timed from C).
/// The number of rows is left open until a product runs, so that there are few kinds.
private struct ProductPrimitive: ~Copyable {
    private let shape: ProductShape
    private let primitive: dnnl_primitive_t
    private let left: dnnl_memory_desc_t
    private let right: dnnl_memory_desc_t
    private let result: dnnl_memory_desc_t

    init(
        _ shape: ProductShape, strides: (a: Int, b: Int, c: Int), transposing factor: TransposedFactor, adding: Bool
    ) {
        func layout(_ rows: dnnl_dim_t, _ columns: dnnl_dim_t, _ type: dnnl_data_type_t, _ steps: (Int, Int))
            -> dnnl_memory_desc_t
        {
            var layout = dnnl_memory_desc_t()
            let (sizes, steps) = ([rows, columns], [dnnl_dim_t(steps.0), dnnl_dim_t(steps.1)])
            shape.require(dnnl_memory_desc_init_by_strides(&layout, 2, sizes, type, steps))
            return layout
        }
        let leftSteps = factor == .left ? (1, strides.a) : (strides.a, 1)
        let rightSteps = factor == .right ? (1, strides.b) : (strides.b, 1)
        self.shape = shape
        left = layout(shape.m, shape.k, dnnl_bf16, leftSteps)
        right = layout(shape.k, shape.n, dnnl_bf16, rightSteps)
        result = layout(shape.m, shape.n, dnnl_f32, (strides.c, 1))
        let openRows = dnnl_dim_t.min  // DNNL_RUNTIME_DIM_VAL, which Swift does not import
        var openLeft = layout(openRows, shape.k, dnnl_bf16, leftSteps)
        var right = right
        var openResult = layout(openRows, shape.n, dnnl_f32, (strides.c, 1))
        var description = dnnl_matmul_desc_t()
        shape.require(dnnl_matmul_desc_init(&description, &openLeft, &right, nil, &openResult))
        primitive = Self.make(&description, shape, adding: adding)
    }

    private static func make(
        _ description: inout dnnl_matmul_desc_t, _ shape: ProductShape, adding: Bool
    ) -> dnnl_primitive_t {
        var attributes: dnnl_primitive_attr_t?
        shape.require(dnnl_primitive_attr_create(&attributes))
        defer { dnnl_primitive_attr_destroy(attributes) }
        if adding {
            var after: dnnl_post_ops_t?
            shape.require(dnnl_post_ops_create(&after))
            defer { dnnl_post_ops_destroy(after) }
            shape.require(dnnl_post_ops_append_sum(after, 1))
            shape.require(dnnl_primitive_attr_set_post_ops(attributes, after))
        }
        var kind: dnnl_primitive_desc_t?
        shape.require(dnnl_primitive_desc_create(&kind, &description, attributes, engine, nil))
        defer { dnnl_primitive_desc_destroy(kind) }
        var primitive: dnnl_primitive_t?
        shape.require(dnnl_primitive_create(&primitive, kind))
        guard let primitive else { preconditionFailure("oneDNN made no primitive") }
        return primitive
    }

    deinit {
        dnnl_primitive_destroy(primitive)
    }

    borrowing func run(
        _ a: UnsafeMutablePointer<UInt16>, _ b: UnsafeMutablePointer<UInt16>, into c: UnsafeMutablePointer<Float>
    ) {
        var (left, right, result) = (left, right, result)
        var memories: (dnnl_memory_t?, dnnl_memory_t?, dnnl_memory_t?)
        shape.require(dnnl_memory_create(&memories.0, &left, engine, a))
        shape.require(dnnl_memory_create(&memories.1, &right, engine, b))
        shape.require(dnnl_memory_create(&memories.2, &result, engine, c))
        defer {
            dnnl_memory_destroy(memories.0)
            dnnl_memory_destroy(memories.1)
            dnnl_memory_destroy(memories.2)
        }
        // A stream of this call's own: two threads must not share one.
        var stream: dnnl_stream_t?
        shape.require(dnnl_stream_create(&stream, engine, dnnl_stream_default_flags.rawValue))
        defer { dnnl_stream_destroy(stream) }
        let arguments = [
            dnnl_exec_arg_t(arg: DNNL_ARG_SRC, memory: memories.0),
            dnnl_exec_arg_t(arg: DNNL_ARG_WEIGHTS, memory: memories.1),
            dnnl_exec_arg_t(arg: DNNL_ARG_DST, memory: memories.2),
        ]
        shape.require(dnnl_primitive_execute(primitive, stream, 3, arguments))
        shape.require(dnnl_stream_wait(stream))
    }
}

/// The processor, as oneDNN calls it; never changed once made.
private nonisolated(unsafe) let engine: dnnl_engine_t? = {
    var engine: dnnl_engine_t?
    let status = dnnl_engine_create(&engine, dnnl_cpu, 0)
    precondition(status == dnnl_success, "oneDNN found no processor (status \(status))")
    return engine
}()

/// Whether the processor multiplies bfloat16 by AVX512-BF16 or AMX; oneDNN can do it without, slower than Float32.
let processorMultipliesBFloat16: Bool = {
    let needed = dnnl_cpu_isa_avx512_core_bf16.rawValue  // a set of bits, as all of oneDNN's instruction sets are
    return dnnl_get_effective_cpu_isa().rawValue & needed == needed
}()

/// The library's version, "2.6.0".
package var matrixLibraryVersion: String {
    guard let version = dnnl_version()?.pointee else { return "unknown" }
    return "\(version.major).\(version.minor).\(version.patch)"
}

/// The instructions that the matrix library generates its kernels of, as `instructions 0x3ff`: other ones round otherwise.
package var matrixLibraryInstructions: String {
    "instructions 0x" + String(UInt32(dnnl_get_effective_cpu_isa().rawValue), radix: 16)
}
