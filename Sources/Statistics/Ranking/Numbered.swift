/// The values by number, in the order in which each is first seen: what groups and items are given as.
package func numbered<Value: Hashable>(_ values: [Value]) -> [Int] {
    var numbers: [Value: Int] = [:]
    return values.map { value in
        if let number = numbers[value] { return number }
        let number = numbers.count
        numbers[value] = number
        return number
    }
}

/// The places of each number, in ascending order of numbers; none may be negative.
func placesByNumber(_ numbers: [Int]) -> [[Int]] {
    var places = [[Int]](repeating: [], count: (numbers.max() ?? -1) + 1)
    for (place, number) in numbers.enumerated() { places[number].append(place) }
    return places
}
