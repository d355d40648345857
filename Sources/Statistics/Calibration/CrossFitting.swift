/// Each sample's prediction by the model that was fitted to the samples of all other folds, so that none is predicted by
/// what has seen it.
///
/// - Parameters:
///   - folds: each sample's fold, from 0 (`groupedFolds`), so that items lie whole in one.
///   - fit: makes a model of the samples at these places.
///   - predict: the model's prediction for the sample at a place.
package func crossFitted<Model, Prediction>(
    folds: [Int], fit: (_ places: [Int]) throws -> Model, predict: (Model, _ place: Int) throws -> Prediction
) rethrows -> [Prediction] {
    let places = placesByNumber(folds)
    let models = try places.indices.map { fold in
        try places[fold].isEmpty ? nil : fit(folds.indices.filter { folds[$0] != fold })
    }
    return try folds.enumerated().map { place, fold in try predict(models[fold]!, place) }
}
