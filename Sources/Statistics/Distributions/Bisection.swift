/// The point where `isBelow` turns from true to false, to the last bit: it is true up to some point and false above it.
///
/// Some sixty evaluations find it between 0 and 1, more where it is very small.
func bisect(from low: Double, to high: Double, isBelow: (Double) -> Bool) -> Double {
    var (low, high) = (low, high)
    while true {
        let middle = low + (high - low) / 2
        guard low < middle, middle < high else { return high }
        if isBelow(middle) { low = middle } else { high = middle }
    }
}

extension Array {
    /// The first place where the predicate holds, given that it holds from there on; `count` where it never does.
    func partitioningIndex(where holds: (Element) -> Bool) -> Int {
        var (low, high) = (0, count)
        while low < high {
            let middle = (low + high) / 2
            if holds(self[middle]) { high = middle } else { low = middle + 1 }
        }
        return low
    }
}
