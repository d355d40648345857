import Foundation
import ReferenceRandom
import Statistics
import Tensors
import Testing

@testable import HALT

@Suite struct SimulatedResponsesTests {
    private func recipe(_ change: (inout SimulatedResponses) -> Void = { _ in }) -> SimulatedResponses {
        var recipe = SimulatedResponses()
        recipe.samples = 1500
        change(&recipe)
        return recipe
    }

    private func areas(_ recipe: SimulatedResponses) -> (best: AUROCEstimate, mean: AUROCEstimate, first: AUROCEstimate)
    {
        let drawn = recipe.draw()
        let labels = drawn.map(\.label)
        let inputs = recipe.dataset(of: drawn).responses.map(\.inputs)
        return (
            AUROCEstimate(labels: labels, scores: drawn.map { recipe.bestLogOdds(of: $0).pooled }),
            AUROCEstimate(labels: labels, scores: inputs.map(meanSurprise)),
            AUROCEstimate(labels: labels, scores: inputs.map { -Double($0[0, 5]) })
        )
    }

    private func meanSurprise(_ inputs: FeatureMatrix) -> Double {
        mean((0..<inputs.tokens).map { -Double(inputs[$0, 5]) })
    }

    // MARK: Rows

    @Test(arguments: [2, 20, 1000]) func `rows are distributions whose alternatives are sorted`(topK: Int) {
        let recipe = recipe {
            $0.samples = 40
            $0.topK = topK
        }
        for response in recipe.draw() {
            let matrix = response.logProbs(isGreedy: false, topK: topK)
            for t in 0..<matrix.tokens {
                let row = matrix.values[t * topK..<(t + 1) * topK].map(Double.init)
                #expect(zip(row.dropFirst(), row.dropFirst(2)).allSatisfy { $0 > $1 })
                // Single precision rounds each of up to 1000 logarithms.
                #expect(row.reduce(0) { $0 + exp($1) } <= 1 + 1e-6)
            }
        }
    }

    @Test func `a whole vocabulary has the mass 1, and draws choose by it`() {
        let distribution = ZipfDistribution(exponent: 1.5)
        let row = distribution.row(chosen: 2, topK: ZipfDistribution.vocabulary)
        #expect(abs(row.reduce(0) { $0 + exp(Double($1)) } - 1) < 1e-6)
        let edge = exp(distribution.logProb(0)) + exp(distribution.logProb(1))
        #expect([0, edge - 1e-9, edge + 1e-9].map { distribution.rank(choosing: $0) } == [0, 1, 2])
        #expect(distribution.rank(choosing: 1) == 999)
    }

    @Test func `a chosen token outside the likeliest stands before them`() {
        let distribution = ZipfDistribution(exponent: 2)
        let row = distribution.row(chosen: 40, topK: 4)
        #expect(row == [40, 0, 1, 2].map { Float(distribution.logProb($0)) })
        #expect(distribution.row(chosen: 1, topK: 4) == [1, 0, 2, 3].map { Float(distribution.logProb($0)) })
    }

    @Test func `greedy decoding chooses the likeliest token, and changes nothing else`() {
        let drawn = recipe { $0.samples = 100 }
        let greedy = recipe {
            $0.samples = 100
            $0.isGreedy = true
        }
        #expect(drawn.draw() == greedy.draw())
        let ranks = greedy.dataset().responses.flatMap { response in
            (0..<response.inputs.tokens).map { response.inputs[$0, 1] }
        }
        #expect(ranks.allSatisfy { $0 == 1 })
        #expect(drawn.dataset().responses.contains { response in response.inputs[0, 1] > 1 })
    }

    // MARK: The generative model

    @Test func `sharpness follows its densities`() {
        var generator = NumPyGenerator(seed: 3)
        for isUncertain in [false, true] {
            let draws = (0..<20_000).map { _ in TokenSharpness(isUncertain: isUncertain, &generator) }
            // The density of the other state, seen from this one, integrates to 1: the mean of their ratio is 1.
            let ratios = draws.map { $0.density(isUncertain: !isUncertain) * $0.value * (1 - $0.value) }
            let own = draws.map { $0.density(isUncertain: isUncertain) * $0.value * (1 - $0.value) }
            // 9 x^2 (1 - x)^2 x (1 - x) and 9 x^4 x (1 - x) over 0...1: 9 B(4, 4) and 9 B(6, 2), give or take 4 errors.
            #expect(abs(mean(ratios) - 9 / 140) < 4 * standardDeviation(ratios) / 20_000.squareRoot())
            #expect(abs(mean(own) - 9 / 42) < 4 * standardDeviation(own) / 20_000.squareRoot())
        }
    }

    @Test func `the forward algorithm is the sum over all sequences of states`() {
        let chain = UncertaintyChain(firstShare: 0.2, lastShare: 0.5, persistence: 0.6)
        let sharpness = [0.9, 0.4, 0.2, 0.7, 0.05].map { TokenSharpness($0) }
        let shares = (0..<5).map { 0.2 + 0.3 * (Double($0) + 0.5) / 5 }
        var total = 0.0
        for sequence in 0..<32 {
            var density = 1.0
            for place in 0..<5 {
                let isUncertain = sequence >> place & 1 == 1
                let before = place > 0 ? 0.6 * (Double(sequence >> (place - 1) & 1) - shares[place - 1]) : 0
                let chance = shares[place] + before
                density *= (isUncertain ? chance : 1 - chance) * sharpness[place].density(isUncertain: isUncertain)
            }
            total += density
        }
        #expect(abs(chain.logDensity(sharpness) - log(total)) < 1e-12)
    }

    @Test func `states have the chain's shares and persistence`() {
        let chain = UncertaintyChain(firstShare: 0.1, lastShare: 0.5, persistence: 0.7)
        var generator = NumPyGenerator(seed: 5)
        let sequences = (0..<20_000).map { _ in chain.states(tokens: 10, &generator).map { $0 ? 1.0 : 0 } }
        for place in 0..<10 {
            let share = 0.1 + 0.4 * (Double(place) + 0.5) / 10
            // Four deviations of a share of 20,000.
            #expect(abs(mean(sequences.map { $0[place] }) - share) < 4 * (0.25 / 20_000).squareRoot())
        }
        // What a state adds to the next one's chance.
        let after = sequences.map { ($0[4], $0[5]) }
        let (uncertain, calm) = (after.filter { $0.0 == 1 }.map(\.1), after.filter { $0.0 == 0 }.map(\.1))
        #expect(abs(mean(uncertain) - mean(calm) - 0.7) < 0.03)
    }

    @Test(arguments: [1.0, 2.5, 0.4]) func `chances of lengths sum to 1, and draws have them`(shape: Double) {
        let lengths = ResponseLengths(minimum: 5, maximum: 12, shape: shape)
        #expect(abs((5...12).reduce(0) { $0 + exp(lengths.logChance(of: $1)) } - 1) < 1e-12)
        let draws = (0..<1000).map { lengths.tokens(Double($0) / 1000) }
        for length in 5...12 {  // an even grid of draws meets each chance to within two of its points
            let share = Double(draws.count { $0 == length }) / 1000
            #expect(abs(share - exp(lengths.logChance(of: length))) <= 0.002)
        }
    }

    @Test func `the best score can be read off the rows alone`() {
        let recipe = recipe {
            $0.samples = 30
            $0.drift = 0.5
            $0.lengthEffect = 0.3
        }
        for (drawn, response) in zip(recipe.draw(), recipe.dataset().responses) {
            let inputs = response.inputs
            let sharpness = (0..<inputs.tokens).map { t in
                let two = (5..<inputs.width).map { Double(inputs[t, $0]) }.sorted(by: >).prefix(2)
                // Ranks 1 and 2 are the exponent times log 2 apart, and the exponent is 6 to the power of the sharpness.
                return TokenSharpness(log((two[0] - two[1]) / log(2)) / log(6))
            }
            let odds = [1, 0].map { label in
                recipe.lengths(ofLabel: label).logChance(of: inputs.tokens)
                    + recipe.chain(ofLabel: label, inGroup: 0).logDensity(sharpness)
            }
            // The rows are rounded to single precision.
            #expect(abs(odds[0] - odds[1] - recipe.bestLogOdds(of: drawn).pooled) < 1e-3)
        }
    }

    @Test func `log-odds are what labels come to`() {
        let recipe = recipe {
            $0.samples = 4000
            $0.groups = 3
            $0.lengthEffect = 0.2
            $0.drift = 0.4
            $0.hallucinationRate = 0.3
        }
        let drawn = recipe.draw()
        let chances = drawn.map { 1 / (1 + exp(-recipe.bestLogOdds(of: $0).pooled)) }
        for low in stride(from: 0.0, to: 1, by: 0.2) {
            let places = chances.indices.filter { chances[$0] >= low && chances[$0] < low + 0.2 }
            let variance = places.reduce(0) { $0 + chances[$1] * (1 - chances[$1]) }
            let difference = places.reduce(0) { $0 + Double(drawn[$1].label) - chances[$1] }
            #expect(places.count > 100)
            #expect(abs(difference) < 4 * variance.squareRoot())
        }
    }

    // MARK: What the options do

    @Test func `without separability nothing tells the classes apart`() {
        let areas = areas(recipe { $0.separability = 0 })
        #expect(areas.best.interval == Interval(low: 0.5, high: 0.5))
        #expect(areas.mean.interval.contains(0.5))
        #expect(areas.first.interval.contains(0.5))
    }

    @Test func `the best AUROC grows with separability, and the first token's stays far below`() {
        let steps = [0.1, 0.3, 0.6, 1].map { separability in areas(recipe { $0.separability = separability }) }
        for (step, next) in zip(steps, steps.dropFirst()) { #expect(step.best.interval.high < next.best.interval.low) }
        for step in steps.dropFirst() {
            #expect(step.mean.value < step.best.value)
            #expect(step.first.interval.high < step.best.interval.low)
        }
        #expect(steps[3].best.value > 0.95 && steps[3].best.value < 1)
        #expect(steps[3].first.value < 0.65)
    }

    @Test func `with drift the mean falls behind, to nothing at last`() {
        let steps = [0, 0.5, 1].map { drift in
            areas(
                recipe {
                    $0.separability = 0.8
                    $0.drift = drift
                })
        }
        #expect(steps.allSatisfy { $0.best.value > 0.8 })
        let gaps = steps.map { $0.best.value - $0.mean.value }
        #expect(gaps[0] < 0.1 && gaps[1] > gaps[0] + 0.05 && gaps[2] > gaps[1] + 0.2)
        #expect(abs(steps[2].mean.value - 0.5) < 0.06)
    }

    @Test func `a recurrent model finds in time what the mean does not`() throws {
        let recipe = recipe {
            $0.samples = 3000
            $0.separability = 0.8
            $0.drift = 0.8
        }
        let dataset = recipe.dataset()
        var configuration = Configuration()
        (configuration.projectionSize, configuration.hiddenSize, configuration.layers) = (32, 32, 1)
        (configuration.batchSize, configuration.learningRate, configuration.dropout) = (32, 0.003, 0)
        var generator = TorchGenerator(seed: 1)
        let model = try Model(configuration, generator: &generator, workers: WorkerPair())
        let trainer = Trainer(
            model: model, training: dataset.subset(Array(0..<2100)), validation: dataset.subset(Array(2100..<2500)))
        var state = TrainingState(configuration, parameters: model.parameters, generator: generator)
        _ = try trainer.run(&state, epochs: 8)
        let unseen = dataset.subset(Array(2500..<3000))
        let means = AUROCEstimate(labels: unseen.map(\.label), scores: unseen.map { meanSurprise($0.inputs) })
        // The best possible score has 0.9; half of what lies between leaves room for chance.
        #expect(model.evaluate(unseen).auroc > means.value + 0.15)
        #expect(means.interval.high < 0.7)
    }

    @Test(arguments: [(0.5, 0.731), (-0.5, 0.269)]) func `length alone ranks as the effect says`(
        effect: Double, auroc: Double
    ) {
        let drawn = recipe {
            $0.lengthEffect = effect
            $0.separability = 0
        }.draw()
        let estimate = AUROCEstimate(labels: drawn.map(\.label), scores: drawn.map { Double($0.tokens.count) })
        #expect(estimate.interval.contains(auroc))
    }

    @Test(arguments: [(1.0, 1.0), (-1, -1), (0, 0)]) func `groups raise or lower the pooled AUROC as their effect says`(
        effect: Double, sign: Double
    ) {
        let recipe = recipe {
            $0.groups = 3
            $0.groupEffect = effect
            $0.separability = 0.3
        }
        let drawn = recipe.draw()
        let scores = recipe.dataset(of: drawn).responses.map { meanSurprise($0.inputs) }
        let check = SimpsonCheck(labels: drawn.map(\.label), scores: scores, groups: drawn.map(\.group))
        #expect((check.finding == .agree) == (sign == 0))
        if sign != 0 { #expect((check.pooled.value - check.within.value) * sign > 0.05) }
    }

    @Test func `the last group can be turned round`() {
        let recipe = recipe {
            $0.groups = 2
            $0.flipsLastGroup = true
            $0.separability = 0.7
        }
        let drawn = recipe.draw()
        let scores = recipe.dataset(of: drawn).responses.map { meanSurprise($0.inputs) }
        let directions = [0, 1].map { group in
            let places = drawn.indices.filter { drawn[$0].group == group }
            return AUROCEstimate(labels: places.map { drawn[$0].label }, scores: places.map { scores[$0] }).direction
        }
        #expect(directions == [.higherIsPositive, .inverted])
        let best = drawn.map { recipe.bestLogOdds(of: $0).withinGroup }
        #expect(AUROCEstimate(labels: drawn.map(\.label), scores: best, groups: drawn.map(\.group)).value > 0.8)
    }

    @Test func `the same seed gives the same data, another one others`() {
        let dataset = recipe { $0.samples = 50 }.dataset()
        #expect(recipe { $0.samples = 50 }.dataset() == dataset)
        #expect(
            recipe {
                $0.samples = 50
                $0.seed = 7
            }.dataset() != dataset)
    }

    @Test func `each response has its group and an item of its own`() {
        let recipe = recipe {
            $0.samples = 40
            $0.groups = 2
        }
        let drawn = recipe.draw()
        let metadata = recipe.dataset(of: drawn).metadata
        #expect(metadata?.map(\.group) == drawn.map { "group \($0.group + 1)" })
        #expect(
            metadata?.first
                == ResponseSource(id: "simulated 1", group: "group \(drawn[0].group + 1)", item: "item 1"))
        #expect(Set(metadata?.map(\.item) ?? []).count == 40)
        #expect(SyntheticResponses().dataset().metadata == nil)
    }

    @Test(arguments: [0.0, 1.0]) func `a dataset of one class has scores, too`(rate: Double) {
        let recipe = recipe {
            $0.samples = 20
            $0.hallucinationRate = rate
            $0.groups = 2
        }
        let drawn = recipe.draw()
        #expect(drawn.allSatisfy { Double($0.label) == rate })
        #expect(drawn.allSatisfy { !recipe.bestLogOdds(of: $0).pooled.isNaN })
    }
}
