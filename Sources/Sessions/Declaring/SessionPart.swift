/// What a session may hold, and commands need of each other.
package enum SessionPart: String, Hashable, Sendable, CaseIterable {
    case dataset, split, model, training

    /// With its article, for messages.
    package var described: String {
        switch self {
        case .dataset: "a dataset"
        case .split: "a split"
        case .model: "a model"
        case .training: "a training history"
        }
    }

    /// The commands that give it, as an author would write them.
    package var remedy: String {
        switch self {
        case .dataset: "write `dataset synthetic` before it"
        case .split: "write `split` before it"
        case .model: "write `model` or `load FILE` before it"
        case .training: "write `train` before it"
        }
    }
}
