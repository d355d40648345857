/// Under which names a file keeps what a server does not return; nil looks under the usual ones.
package struct ResponseKeys: Sendable, Equatable {
    package var id: String?
    package var label: String?
    package var group: String?
    package var item: String?

    package init(id: String? = nil, label: String? = nil, group: String? = nil, item: String? = nil) {
        self.id = id
        self.label = label
        self.group = group
        self.item = item
    }
}

/// How responses are read.
package struct ReadingOptions: Sendable {
    package var keys: ResponseKeys
    /// Labels, groups and items of another file, by id; they go before those beside the response.
    package var labels: LabelTable?
    /// Whether the alternatives' texts are kept; the scores do not need them.
    package var keepsAlternatives: Bool
    /// A text longer than this, in bytes, is not read.
    package var limit: Int

    package init(
        keys: ResponseKeys = ResponseKeys(), labels: LabelTable? = nil, keepsAlternatives: Bool = false,
        limit: Int = 64 << 20
    ) {
        self.keys = keys
        self.labels = labels
        self.keepsAlternatives = keepsAlternatives
        self.limit = limit
    }
}
