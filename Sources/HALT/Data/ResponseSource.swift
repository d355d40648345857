/// Where a response comes from: what a dataset knows of it beside what the model reads.
package struct ResponseSource: Sendable, Equatable {
    /// What names the response in its dataset.
    package var id: String
    /// The task or the model, where known: detectors are judged within it, too.
    package var group: String?
    /// The question that it answers, where known: responses to the same one belong on the same side of a split.
    package var item: String?

    package init(id: String, group: String? = nil, item: String? = nil) {
        self.id = id
        self.group = group
        self.item = item
    }
}
