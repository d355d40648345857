import ReferenceRandom

extension [Prompt] {
    /// At most `count` of the prompts, in the order in which they stand, the same for the same seed.
    ///
    /// Items are drawn whole, from each group in turn as long as it has some; so groups are as even as they can be, and twins
    /// stay together. The draw ends before the first item that is too many. A larger count adds to what a smaller one draws.
    package func sample(n count: Int, seed: UInt64) -> [Prompt] {
        var random = NumPyGenerator(seed: seed)
        // The items of each group as the places of their prompts, in random order, the next to be drawn last.
        var groups = itemsByGroup.map { items in random.permutation(items.count).map { items[$0] } }
        var drawn: [Int] = []
        while !groups.allSatisfy(\.isEmpty) {
            for group in groups.indices {
                guard let item = groups[group].popLast() else { continue }
                guard drawn.count + item.count <= count else { return drawn.sorted().map { self[$0] } }
                drawn += item
            }
        }
        return self
    }

    /// Groups, and the items in each, in the order in which they first stand; a prompt without item is one of its own.
    private var itemsByGroup: [[[Int]]] {
        var groups: [[[Int]]] = []
        var groupNumbers: [String?: Int] = [:]
        var itemPlaces: [String: (group: Int, item: Int)] = [:]
        for (place, prompt) in enumerated() {
            if let item = prompt.item, let known = itemPlaces[item] {
                groups[known.group][known.item].append(place)
                continue
            }
            let group = groupNumbers[prompt.group] ?? groups.count
            if group == groups.count { groups.append([]) }
            groupNumbers[prompt.group] = group
            if let item = prompt.item { itemPlaces[item] = (group, groups[group].count) }
            groups[group].append([place])
        }
        return groups
    }
}
