import Files

/// All that a cell's results depend on, piece by piece: two cells of equal keys give the same.
///
/// Prose, display options, labels, white space, comments and the order of options are no part of it.
package struct CellKey: Hashable, Codable, Sendable {
    /// One thing that the results depend on.
    package struct Ingredient: Hashable, Codable, Sendable {
        package enum Kind: String, Codable, Sendable {
            case program, kernels, machine, command, state, value, file
        }

        package var kind: Kind
        /// What it is among those of its kind: the part of the session, the file's path, the command's number.
        package var name: String
        /// What it is now: a text, or a digest.
        package var content: String
    }

    package let ingredients: [Ingredient]
    /// SHA-256 of all ingredients, in hexadecimal digits.
    package let digest: String

    init(_ ingredients: [Ingredient]) {
        self.ingredients = ingredients
        digest = Self.digest(of: ingredients.flatMap { [$0.kind.rawValue, $0.name, $0.content] })
    }

    /// The digest of a list of texts, which no other list has.
    static func digest(of texts: [String]) -> String {
        SHA256.hexDigest(of: texts.map { "\($0.utf8.count):\($0)" }.joined())
    }
}

extension CellKey {
    /// What differs from an earlier key of the same cell, each in words as `file data.jsonl: sha256 a1b2… -> c3d4…`.
    ///
    /// - Parameter givers: the names of the cells that left the parts of the session that are used.
    package func changes(since old: CellKey, givers: [String: String] = [:]) -> [String] {
        guard digest != old.digest else { return [] }
        return commandChanges(since: old) + otherChanges(since: old, givers)
    }

    private func commandChanges(since old: CellKey) -> [String] {
        let (before, after) = (old.commands, commands)
        let removed = before.filter { !after.contains($0) }
        let added = after.filter { !before.contains($0) }
        if removed.isEmpty, added.isEmpty, before != after { return ["commands: in another order, or as often"] }
        let replaced = zip(removed, added).map { "command: \($0) -> \($1)" }
        return replaced + removed.dropFirst(added.count).map { "command removed: \($0)" }
            + added.dropFirst(removed.count).map { "command added: \($0)" }
    }

    private func otherChanges(since old: CellKey, _ givers: [String: String]) -> [String] {
        var changes: [String] = []
        // With another program or other kernels all that earlier cells leave is another, which need not be said.
        let isOther = { (kind: Ingredient.Kind) in
            self.ingredients.first { $0.kind == kind } != old.ingredients.first { $0.kind == kind }
        }
        let hidden: [Ingredient.Kind] =
            isOther(.program) || isOther(.kernels) ? [.command, .state, .value] : [.command]
        for ingredient in ingredients where !hidden.contains(ingredient.kind) {
            let former = old.ingredients.first { $0.kind == ingredient.kind && $0.name == ingredient.name }
            guard former != ingredient else { continue }
            let giver = ingredient.kind == .state ? givers[ingredient.name].map { " (from \($0))" } ?? "" : ""
            changes.append("\(ingredient.subject)\(giver): \(former?.shown ?? "not used") -> \(ingredient.shown)")
        }
        for former in old.ingredients where !hidden.contains(former.kind) {
            if !ingredients.contains(where: { $0.kind == former.kind && $0.name == former.name }) {
                changes.append("\(former.subject): \(former.shown) -> not used")
            }
        }
        return changes
    }

    private var commands: [String] { ingredients.filter { $0.kind == .command }.map(\.content) }
}

extension CellKey.Ingredient {
    fileprivate var subject: String {
        switch kind {
        case .program, .kernels, .machine: kind.rawValue
        case .command: "command"
        case .state: name
        case .value: "value \(name)"
        case .file: "file \(name)"
        }
    }

    fileprivate var shown: String {
        switch kind {
        case .program, .kernels, .machine, .command: content
        case .state, .value: "\(content.prefix(8))…"
        case .file: content.count == 64 ? "sha256 \(content.prefix(8))…" : content
        }
    }
}
