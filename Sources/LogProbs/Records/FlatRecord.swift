/// A JSON object as one row of a table: its members that are no lists and no objects, in the order in which they are written.
package struct FlatRecord: Sendable, Equatable {
    package enum Value: Sendable, Equatable {
        case number(Double)
        case text(String)
        case boolean(Bool)
        /// Nothing, or a number that is none: Python's `NaN` and `Infinity`.
        case null
        /// A list or an object.
        case container
    }

    package struct Member: Sendable, Equatable {
        package let name: String
        package let value: Value

        package init(_ name: String, _ value: Value) {
            self.name = name
            self.value = value
        }
    }

    /// Where it is from, in words: `line 3`, or `row 3` of a list in one document, counted from 1.
    package let place: String
    package let members: [Member]

    package init(place: String, members: [Member]) {
        self.place = place
        self.members = members
    }

    /// The first member of that name.
    package subscript(name: String) -> Value? {
        members.first { $0.name == name }?.value
    }
}

/// Why a file's records cannot be read.
package struct FlatRecordProblem: Error, Sendable, Equatable {
    package let place: String
    package let reason: String

    package init(place: String, reason: String) {
        self.place = place
        self.reason = reason
    }
}
