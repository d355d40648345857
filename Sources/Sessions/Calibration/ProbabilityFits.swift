import Figures
import Notebooks
import ReferenceRandom
import Statistics
import Uncertainty

/// Probabilities that are made of a signal, each held against responses that it was not fitted to.
struct ProbabilityFits {
    /// Where they are judged, in words that go on after "judged".
    private let place: String
    private let labels: [Int]
    /// By the name of the fit; empty where one class only leaves nothing to fit.
    private var fits: [(name: String, probabilities: [Double])] = []
    /// Why the isotonic curve is not there.
    private var refusal: String?

    /// How many folds a split is cut into that has to judge what it teaches.
    private static let folds = 5

    /// Fitted to `here` and judged on `test`; where there is none, fitted to all folds of `here` but one and judged on that.
    ///
    /// - Parameter isLogit: whether the signal is a probability already, as its logit.
    init(
        _ here: ScoredSamples, test: ScoredSamples?, direction: ScoreDirection, isLogit: Bool, part: SplitPart,
        seed: UInt64
    ) {
        let judged = test ?? here
        labels = judged.labels
        place =
            test == nil
            ? "on the \(part.rawValue) split, in \(Self.folds) folds, each by what the others taught"
            : "on the test split, which had no part in the fit to the \(part.rawValue) split"
        guard Set(here.labels).count == 2, Set(judged.labels).count == 2 else { return }
        let cases = Cases(
            labels: here.labels, scores: direction.oriented(here.scores[0]),
            tested: test.map { direction.oriented($0.scores[0]) }, folds: here.folds(Self.folds, seed: seed))
        guard let cases else { return }
        if isLogit {
            fits.append(("as it is", direction.oriented(judged.scores[0]).map(sigmoid)))
            fits.append(
                ("temperature", cases.predictions(TemperatureScaling.fit(labels:logits:)) { $0.predict($1) }))
        }
        fits.append(("Platt", cases.predictions(PlattScaling.fit(labels:scores:)) { $0.predict($1) }))
        guard cases.fewestFitted >= IsotonicRegression.fewestSamples else {
            refusal =
                "an isotonic curve of \(cases.fewestFitted) responses would follow noise; it takes "
                + "\(IsotonicRegression.fewestSamples)"
            return
        }
        let isotonic = cases.predictions { labels, scores in
            IsotonicRegression.fit(scores: scores, values: labels.map(Double.init))
        } predict: {
            $0.predict($1)
        }
        fits.append(("isotonic", isotonic))
    }

    var outputs: [Output] {
        guard !fits.isEmpty else { return [] }
        return [.table(table), .figure(figure)] + (refusal.map { [.note("No isotonic probabilities: \($0).")] } ?? [])
    }

    private var table: Table {
        Table(
            "Probabilities, judged \(place)",
            columns: ["Fit", "Log loss", "Brier score", "Reliability", "Resolution", "Calibration error"],
            rows: fits.map { name, probabilities in
                let parts = BrierParts(labels: labels, probabilities: probabilities)
                let bins = reliabilityBins(labels: labels, probabilities: probabilities)
                return [
                    .text(name), .real(logLoss(labels: labels, probabilities: probabilities), digits: 4),
                    .real(brierScore(labels: labels, probabilities: probabilities), digits: 4),
                    .real(parts.reliability, digits: 4), .real(parts.resolution, digits: 4),
                    .real(expectedCalibrationError(bins), digits: 4),
                ]
            })
    }

    private var figure: Figure {
        Figure(
            title: "Whether 80 % means 80 %",
            chart: .lines(
                .reliability(
                    fits.map { name, probabilities in
                        (name, reliabilityBins(labels: labels, probabilities: probabilities).map(\.drawn))
                    })))
    }
}

/// What is fitted to, and what the fits are asked for.
private struct Cases {
    let labels: [Int]
    let scores: [Double]
    /// Nil where the folds of the same responses are asked.
    let tested: [Double]?
    let folds: [Int]

    /// Nil where a fit would see one class only.
    init?(labels: [Int], scores: [Double], tested: [Double]?, folds: [Int]) {
        (self.labels, self.scores, self.tested, self.folds) = (labels, scores, tested, folds)
        guard tested == nil else { return }
        let fitted = Set(folds).map { fold in labels.indices.filter { folds[$0] != fold } }
        guard fitted.count > 1, fitted.allSatisfy({ Set($0.map { labels[$0] }).count == 2 }) else { return nil }
    }

    /// How many responses the poorest fit has seen.
    var fewestFitted: Int {
        guard tested == nil else { return labels.count }
        let sizes = Dictionary(folds.map { ($0, 1) }, uniquingKeysWith: +)
        return labels.count - (sizes.values.max() ?? 0)
    }

    func predictions<Fit>(
        _ fit: (_ labels: [Int], _ scores: [Double]) -> Fit, predict: (Fit, Double) -> Double
    ) -> [Double] {
        if let tested {
            let fit = fit(labels, scores)
            return tested.map { predict(fit, $0) }
        }
        return crossFitted(folds: folds) { places in
            fit(places.map { labels[$0] }, places.map { scores[$0] })
        } predict: { fit, place in
            predict(fit, scores[place])
        }
    }
}

extension ScoredSamples {
    /// Each response's fold, those to one question in the same.
    fileprivate func folds(_ count: Int, seed: UInt64) -> [Int] {
        var generator = NumPyGenerator(seed: seed)
        return groupedFolds(strata: strata, items: items, folds: count, using: &generator)
    }
}
