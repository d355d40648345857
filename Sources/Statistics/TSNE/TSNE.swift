package import Tensors

/// Settings of t-SNE, by default scikit-learn's but for the number of iterations.
package struct TSNEOptions: Sendable, Equatable {
    /// The effective number of neighbours of a point.
    package var perplexity = 30.0
    /// Steps of gradient descent, the first 250 of them with exaggerated attraction.
    package var iterations = 500

    package init(perplexity: Double = 30, iterations: Int = 500) {
        self.perplexity = perplexity
        self.iterations = iterations
    }
}

/// Points laid out in the plane by t-SNE.
package struct TSNEEmbedding: Sendable, Equatable {
    /// One position a row of the input, in its order.
    package let points: [SIMD2<Float>]
    /// The divergence, in nats, of the layout's neighbourhoods from the input's: what t-SNE minimises.
    package let klDivergence: Double
}

/// Why t-SNE could not be computed.
package enum TSNEError: Error, Equatable, CustomStringConvertible {
    case tooFewPoints(Int, perplexity: Double)
    case badPerplexity(Double)
    case badIterations(Int)
    case notFinite(row: Int)

    package var description: String {
        switch self {
        case .tooFewPoints(let count, let perplexity):
            "t-SNE with perplexity \(perplexity) needs more than \(perplexity) points, and there are \(count); "
                + "embed more points or lower the perplexity"
        case .badPerplexity(let perplexity):
            "perplexity \(perplexity) is not a number of neighbours; use one of at least 1, such as 30"
        case .badIterations(let iterations):
            "\(iterations) iterations of t-SNE move nothing; use at least 1, such as 500"
        case .notFinite(let row):
            "row \(row) of the points, counted from 0, holds a value that is not finite; leave it out"
        }
    }
}

/// Embeds rows in the plane by exact t-SNE, beginning with their first two principal components.
///
/// Equal rows get equal positions; rows that are all equal stay at the origin. The same input and generator give the
/// same bits, on one thread or two.
///
/// - Parameters:
///   - rows: row-major, `count` rows of equal length.
///   - generator: draws the first guess at the principal components.
/// - Throws: `TSNEError` where there are no more points than `perplexity`, and for values that are not finite.
///
/// Source: L. van der Maaten, G. Hinton, "Visualizing Data using t-SNE" (2008), with the schedule of scikit-learn's
/// `TSNE(init="pca", learning_rate="auto")`.
package func tsne(
    _ rows: [Float], count: Int, options: TSNEOptions = TSNEOptions(), workers: WorkerPair = WorkerPair(),
    using generator: inout some RandomNumberGenerator
) throws(TSNEError) -> TSNEEmbedding {
    guard options.perplexity >= 1, options.perplexity.isFinite else { throw .badPerplexity(options.perplexity) }
    guard options.iterations >= 1 else { throw .badIterations(options.iterations) }
    guard Double(count) > options.perplexity else { throw .tooFewPoints(count, perplexity: options.perplexity) }
    precondition(rows.count.isMultiple(of: count), "\(rows.count) values do not make \(count) rows")
    let dimension = rows.count / count
    if let place = rows.firstIndex(where: { !$0.isFinite }) { throw .notFinite(row: place / dimension) }

    let points = CentredPoints(rows, count: count)
    let distances = points.squaredDistances(workers)
    let affinities = neighbourAffinities(distances, perplexity: options.perplexity, workers)
    let layout = TSNELayout(principalComponents(points, distances: distances, using: &generator), workers)
    layout.descend(affinities, iterations: options.iterations)
    return TSNEEmbedding(points: layout.points, klDivergence: layout.divergence(from: affinities))
}
