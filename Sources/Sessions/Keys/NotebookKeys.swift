import Files
import Notebooks

/// What each cell of a notebook depends on, known without running it.
///
/// A part of the session is known by its *version*: a digest of the command that made it and of all that this command
/// depends on. So a cell's key holds whatever any cell before it contributes, and nothing of those that do not.
package struct NotebookKeys: Sendable {
    /// One for each cell, in order.
    package let cells: [KeyedCell]

    package init(_ notebook: CheckedNotebook, files: SessionFiles, environment: KeyEnvironment) {
        var tracer = KeyTracer(notebook.parameters, files, environment)
        cells = zip(notebook.notebook.cells, notebook.commands).map { tracer.cell($0, $1) }
    }

    /// The version of a part before any command.
    package static let initialVersion = "initial"
}

/// A cell with what it depends on.
package struct KeyedCell: Sendable {
    /// Nil where it depends on what only a run can know, as a file whose name a cell computes.
    package var key: CellKey?
    /// The version of each part that it uses of what earlier cells left, and which cell left it.
    package var uses: [SessionPart: StateVersion] = [:]
    /// The versions of the parts that it changes.
    package var leaves: [SessionPart: String] = [:]
    /// The cells whose state, values or files it uses.
    package var dependencies: Set<Int> = []
    /// The files that it reads and no cell before it writes, with their digests.
    package var filesRead: [String: String] = [:]
    /// The parts that its commands say they use and change, for holding them to it.
    package var declared = SessionAccess()
}

package struct StateVersion: Hashable, Sendable {
    package var digest: String
    /// The cell that left it, nil where it was so from the start.
    package var giver: Int?
}

/// Follows parts, values and files from cell to cell.
private struct KeyTracer {
    private let environment: KeyEnvironment
    private let files: SessionFiles
    private let known: [String: Value]
    private var versions: [SessionPart: StateVersion] = [:]
    /// The digest of the command that gave a value or wrote a file, and its cell.
    private var givers: [String: StateVersion] = [:]
    private var writers: [String: StateVersion] = [:]
    private var digests: [String: String] = [:]
    private var hasUnknownWriter = false

    init(_ parameters: ParameterValues, _ files: SessionFiles, _ environment: KeyEnvironment) {
        self.files = files
        self.environment = environment
        known = Dictionary(
            parameters.entries.map { ("parameters.\($0.parameter.name)", $0.value) }, uniquingKeysWith: { $1 })
    }

    mutating func cell(_ cell: Cell, _ commands: [PreparedCommand]) -> KeyedCell {
        var keyed = KeyedCell()
        var inside = Ingredients(environment, commands)
        var isKnown = true
        for command in commands {
            let digest = trace(command, cell.index, &keyed, &inside)
            isKnown = isKnown && digest != nil
        }
        if isKnown { keyed.key = CellKey(inside.all) }
        keyed.dependencies.remove(cell.index)
        return keyed
    }

    /// The digest of a command with all that it depends on; nil where only a run can know it.
    private mutating func trace(
        _ command: PreparedCommand, _ cell: Int, _ keyed: inout KeyedCell, _ inside: inout Ingredients
    ) -> String? {
        var texts = [environment.program, environment.kernels, command.normalised(known, with: [.results])]
        inside.commands.append(command.normalised(known, with: [.results, .display]))
        for part in SessionPart.allCases where command.command.uses.contains(part) {
            let version = versions[part] ?? StateVersion(digest: NotebookKeys.initialVersion)
            texts += [part.rawValue, version.digest]
            guard version.giver != cell else { continue }
            keyed.uses[part] = version
            if let giver = version.giver { keyed.dependencies.insert(giver) }
            inside.add(.state, part.rawValue, version.digest)
        }
        for name in command.namesOfValues(known) {
            guard let giver = givers[name] else { continue }
            texts += [name, giver.digest]
            guard giver.giver != cell else { continue }
            if let giver = giver.giver { keyed.dependencies.insert(giver) }
            inside.add(.value, name, giver.digest)
        }
        guard trace(filesOf: command, cell, &keyed, &inside, &texts) else {
            forget(command, cell, &keyed)
            return nil
        }
        let digest = CellKey.digest(of: texts)
        leave(command, StateVersion(digest: digest, giver: cell), &keyed)
        return digest
    }

    /// Whether all files that the command reads and writes are known.
    private mutating func trace(
        filesOf command: PreparedCommand, _ cell: Int, _ keyed: inout KeyedCell, _ inside: inout Ingredients,
        _ texts: inout [String]
    ) -> Bool {
        for (option, argument) in command.bindings where option.fileRole == .read {
            guard case .text(let path)? = try? argument.value(known), !hasUnknownWriter else { return false }
            if let writer = writers[SessionFiles.plain(path)] {
                texts += ["file", path, writer.digest]
                guard writer.giver != cell else { continue }
                if let giver = writer.giver { keyed.dependencies.insert(giver) }
                inside.add(.file, path, writer.digest)
            } else {
                let digest = digest(ofFile: path)
                texts += ["file", path, digest]
                keyed.filesRead[path] = digest
                inside.add(.file, path, digest)
            }
        }
        return true
    }

    private mutating func leave(_ command: PreparedCommand, _ version: StateVersion, _ keyed: inout KeyedCell) {
        for part in command.command.changes {
            versions[part] = version
            keyed.leaves[part] = version.digest
        }
        keyed.declared.used.formUnion(command.command.uses)
        keyed.declared.changed.formUnion(command.command.changes)
        for value in command.declaredValues(known) { givers[value.name] = version }
        for (option, argument) in command.bindings where option.fileRole == .written {
            if case .text(let path)? = try? argument.value(known) {
                writers[SessionFiles.plain(path)] = version
            } else {
                hasUnknownWriter = true
            }
        }
    }

    /// What a command of unknown inputs leaves is never the same again.
    private mutating func forget(_ command: PreparedCommand, _ cell: Int, _ keyed: inout KeyedCell) {
        leave(command, StateVersion(digest: "unknown in cell \(cell)", giver: cell), &keyed)
    }

    /// The same file may be read by many cells.
    private mutating func digest(ofFile path: String) -> String {
        if let digest = digests[path] { return digest }
        let digest = (try? SafeFile.hexDigest(of: try files.readable(path))) ?? "not there"
        digests[path] = digest
        return digest
    }

    /// A cell's ingredients in the order of their kinds.
    private struct Ingredients {
        private let environment: KeyEnvironment
        private let showsMachine: Bool
        var commands: [String] = []
        private var others: [CellKey.Ingredient] = []

        init(_ environment: KeyEnvironment, _ commands: [PreparedCommand]) {
            self.environment = environment
            showsMachine = commands.contains { $0.command.showsMachine }
        }

        mutating func add(_ kind: CellKey.Ingredient.Kind, _ name: String, _ content: String) {
            let ingredient = CellKey.Ingredient(kind: kind, name: name, content: content)
            if !others.contains(ingredient) { others.append(ingredient) }
        }

        var all: [CellKey.Ingredient] {
            [
                .init(kind: .program, name: "", content: environment.program),
                .init(kind: .kernels, name: "", content: environment.kernels),
            ] + (showsMachine ? [.init(kind: .machine, name: "", content: environment.machine)] : [])
                + commands.enumerated().map { .init(kind: .command, name: String($0), content: $1) } + others
        }
    }
}
