/// What a session holds, part by part: commands use and change parts, and need some of each other.
package enum SessionPart: String, Hashable, Sendable, Codable, CaseIterable, CodingKeyRepresentable {
    // What is there from the start.
    case seed, precision, configuration, generator
    // What commands make.
    case dataset, split, model, training
    /// Every seed's end, where `train` had several.
    case study
    /// The importance that was computed last, for the plot that follows.
    case importance

    /// With its article, for messages.
    package var described: String {
        switch self {
        case .seed: "a seed"
        case .precision: "a precision"
        case .configuration: "a configuration"
        case .generator: "a generator"
        case .dataset: "a dataset"
        case .split: "a split"
        case .model: "a model"
        case .training: "a training history"
        case .study: "a study of seeds"
        case .importance: "a ranking of features"
        }
    }

    /// The commands that give it, as an author would write them.
    package var remedy: String {
        switch self {
        case .seed, .precision: "write `setup` before it"
        case .configuration, .generator: "write `config` before it"
        case .dataset: "write `dataset synthetic` before it"
        case .split: "write `split` before it"
        case .model: "write `model` or `load FILE` before it"
        case .training, .study: "write `train` before it"
        case .importance: "write `importance` before it"
        }
    }
}
