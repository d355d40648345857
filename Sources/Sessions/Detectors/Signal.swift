import HALT
import Notebooks
import Statistics
import Uncertainty

/// What a threshold is put on.
struct Signal {
    let name: String
    let title: String
    let direction: ScoreDirection
    /// The place in the catalogue; nil for the model.
    private let place: Int?

    /// Throws where there is no signal of that name.
    init(_ name: String, _ session: Session) throws(CommandFailure) {
        self.name = name
        if name == "halt" {
            (title, direction, place) = ("HALT", .higherIsPositive, nil)
        } else if let place = ScoreCatalogue.place(of: name) {
            let score = ScoreCatalogue.all[place]
            (title, direction, self.place) = (score.title, score.direction, place)
        } else {
            throw CommandFailure(
                "there is no signal `\(name)`",
                remedy: Spelling.remedy(
                    for: name, among: ["halt"] + ScoreCatalogue.identifiers,
                    otherwise: "the signals are `halt` and the scores of docs/SCORES.md"))
        }
    }

    struct Samples {
        var labels: [Int]
        var scores: [Double]
        var groups: [String]?
    }

    /// The signal of a part of the split. The model's is the logit.
    func samples(_ part: SplitPart, _ session: Session) throws -> Samples {
        let responses = try session.responses(of: part)
        let places = part.places(in: try session.requireSplit())
        let groups = try session.requireDataset().groups
        let scores: [Double]
        if let place {
            scores = try session.trainingFreeScores(at: places).map { $0[place] }
        } else {
            scores = try session.requireFittingModel().logits(of: responses.map(\.inputs)).map(Double.init)
        }
        let missing = scores.count(where: \.isNaN)
        guard missing == 0 else {
            throw CommandFailure(
                "\(missing) of \(scores.count) responses lack what `\(name)` needs", remedy: "take another signal")
        }
        return Samples(
            labels: responses.map(\.label), scores: scores, groups: groups.map { groups in places.map { groups[$0] } })
    }
}
