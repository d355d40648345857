package import Notebooks

/// Finds, without running anything, every problem of a notebook in one pass.
package struct NotebookChecker {
    private let notebook: Notebook
    private let files: SessionFiles
    private let parameters: ParameterValues

    private var problems: [SourcedDiagnostic] = []
    private var prepared: [[PreparedCommand]] = []
    /// The types of the values that the commands so far produce.
    private var types: [String: ValueType] = [:]
    /// The values that are known without running: the parameters.
    private var known: [String: Value] = [:]
    private var parts: Set<SessionPart> = []
    private var writtenPaths: Set<String> = []
    /// The names of all values that any command of the notebook gives, to tell "later" from "never".
    private var typesByCell: [[String: ValueType]] = []

    private init(_ notebook: Notebook, overrides: [ParameterValues.Override], files: SessionFiles) {
        self.notebook = notebook
        self.files = files
        parameters = ParameterValues(notebook.frontMatter.parameters, overrides: overrides, problems: &problems)
        for entry in parameters.entries {
            types["parameters.\(entry.parameter.name)"] = entry.parameter.type
            known["parameters.\(entry.parameter.name)"] = entry.value
        }
    }

    package static func check(
        _ notebook: Notebook, overrides: [ParameterValues.Override] = [], files: SessionFiles
    ) -> CheckResult {
        var checker = NotebookChecker(notebook, overrides: overrides, files: files)
        checker.checkCells()
        checker.checkProse()
        let own = notebook.diagnostics.map { SourcedDiagnostic(notebook.source, $0) }
        // A stable sort: what is wrong outside the notebook comes first.
        let sorted = (checker.problems + own).enumerated().sorted { left, right in
            let isOutside = (left.element.source != notebook.source, right.element.source != notebook.source)
            if isOutside.0 != isOutside.1 { return isOutside.0 }
            let places = (left.element.diagnostic.place, right.element.diagnostic.place)
            return places.0 == places.1 ? left.offset < right.offset : places.0 < places.1
        }
        var result = CheckResult(diagnostics: sorted.map(\.element))
        if !result.hasErrors {
            result.notebook = CheckedNotebook(
                notebook: notebook, parameters: checker.parameters, commands: checker.prepared)
        }
        return result
    }

    private mutating func report(_ diagnostic: Diagnostic) {
        problems.append(SourcedDiagnostic(notebook.source, diagnostic))
    }

    private mutating func report(_ code: DiagnosticCode, at place: SourcePlace, _ problem: String, _ remedy: String) {
        report(Diagnostic(code, at: place, problem, remedy: remedy))
    }

    // MARK: Cells

    private mutating func checkCells() {
        typesByCell.append(types)
        for cell in notebook.cells {
            var commands: [PreparedCommand] = []
            for syntax in cell.commands {
                var binder = CommandBinder()
                let command = binder.bind(syntax)
                for diagnostic in binder.diagnostics { report(diagnostic) }
                guard let command else { continue }
                checkReferences(of: command)
                checkParts(of: command)
                checkFiles(of: command)
                for value in command.command.values(knownArguments(of: command)) { types[value.name] = value.type }
                commands.append(command)
            }
            prepared.append(commands)
            // A caption is shown with the cell's outputs, so it may quote what the cell itself produces.
            typesByCell.append(types)
            for template in [cell.display.caption, cell.display.alternative].compactMap(\.self) {
                for reference in template.references { _ = type(of: reference, after: cell.index + 1) }
            }
        }
    }

    /// The arguments as far as they are known without running, for what depends on them.
    private func knownArguments(of command: PreparedCommand) -> Arguments {
        var arguments: [String: Value] = [:]
        for (option, argument) in command.bindings {
            if let value = try? argument.value(known), option.problem(with: value) == nil { arguments[option.name] = value }
        }
        return Arguments(arguments)
    }

    private mutating func checkReferences(of command: PreparedCommand) {
        for (option, argument) in command.bindings {
            for reference in argument.references {
                guard let type = currentType(of: reference) else { continue }
                if case .reference = argument.content { check(type, of: reference, for: option, at: argument.place) }
            }
        }
        if let comparison = command.syntax.comparison { check(comparison) }
    }

    private mutating func check(
        _ type: ValueType, of reference: ValueReference, for option: any DeclaredOption, at place: SourcePlace
    ) {
        if let value = known[reference.name] {
            guard let problem = option.problem(with: value) else { return }
            report(problem.code, at: place, "\(problem.text), the value of `\(reference.name)`", "")
        } else if !option.type.accepts(type) {
            report(
                .wrongType, at: place, "`\(option.name)` takes \(option.expectation), and `\(reference.name)` is \(type.described)",
                "")
        }
    }

    private mutating func checkParts(of command: PreparedCommand) {
        for part in command.command.needs where !parts.contains(part) {
            report(
                .missingPrerequisite, at: command.place, "`\(command.command.name)` needs \(part.described), and there is none yet",
                part.remedy)
            // Said once is enough.
            parts.insert(part)
        }
        parts.subtract(command.command.drops)
        parts.formUnion(command.command.gives)
    }

    private mutating func checkFiles(of command: PreparedCommand) {
        for (option, argument) in command.bindings {
            guard let role = option.fileRole, let path = try? argument.value(known), case .text(let path) = path else {
                continue
            }
            if SessionFiles.leavesFolder(path) {
                report(
                    .forbiddenPath, at: argument.place, "`\(path)` leaves the folder that a notebook may use",
                    "put the file beside the notebook, and write its relative path")
            } else if role == .written {
                writtenPaths.insert(path)
            } else if !writtenPaths.contains(path) {
                do throws(CommandFailure) {
                    _ = try files.readable(path)
                } catch {
                    report(.missingFile, at: argument.place, error.problem, error.remedy)
                }
            }
        }
    }

    // MARK: Values

    private mutating func checkProse() {
        for quoted in notebook.proseReferences { _ = type(of: quoted.reference, after: quoted.precedingCells) }
    }

    private mutating func currentType(of reference: ValueReference) -> ValueType? {
        typesByCell.append(types)
        defer { typesByCell.removeLast() }
        return type(of: reference, after: typesByCell.count - 1)
    }

    /// The type of a quoted value, looked for among what the first `count` cells give.
    private mutating func type(of reference: ValueReference, after count: Int) -> ValueType? {
        guard let type = typesByCell[count][reference.name] else {
            reportUnknown(reference.name, at: reference.place, after: count)
            return nil
        }
        if let format = reference.format, !format.accepts(type) {
            report(
                .unknownFormat, at: reference.place, "`\(reference.name)` is \(type.described), which this format cannot write",
                format == .grouped ? "`grouped` writes integers" : "leave the format out")
        }
        return type
    }

    private mutating func reportUnknown(_ name: String, at place: SourcePlace, after count: Int) {
        if let later = typesByCell.dropFirst(count + 1).firstIndex(where: { $0[name] != nil }) {
            let giver = notebook.cells[later - 1]
            report(
                .unknownValue, at: place, "`\(name)` is not known yet", "\(giver.name) on line \(giver.place.line) gives it; quote it after")
            return
        }
        if name.hasPrefix("parameters.") {
            let declared = parameters.entries.map { "parameters.\($0.parameter.name)" }
            report(
                .unknownParameter, at: place, "there is no parameter `\(name.dropFirst("parameters.".count))`",
                Spelling.remedy(for: name, among: declared, otherwise: "declare it in the front matter"))
            return
        }
        let names = typesByCell[count].keys.sorted()
        report(
            .unknownValue, at: place, "no command before gives `\(name)`",
            Spelling.remedy(for: name, among: names, otherwise: Self.listing(names)))
    }

    private static func listing(_ names: [String]) -> String {
        if names.isEmpty { return "there are no values yet" }
        let shown = names.prefix(12).joined(separator: ", ")
        return names.count > 12 ? "there are \(shown), …" : "there are \(shown)"
    }

    // MARK: Comparisons

    private mutating func check(_ comparison: Comparison) {
        let sides = [comparison.left, comparison.right] + [comparison.tolerance].compactMap(\.self)
        let types = sides.map { operandType($0) }
        guard let left = types[0], let right = types[1] else { return }
        let isNumeric = { (type: ValueType) in type == .integer || type == .real }
        let isOrdering = comparison.operation != .equal && comparison.operation != .notEqual
        if isOrdering, let wrong = zip(sides, types).first(where: { $0.1.map(isNumeric) == false }) {
            report(
                .wrongType, at: wrong.0.place, "`\(comparison.operation.rawValue)` compares numbers, and `\(wrong.0)` is none",
                "compare it with `==` or `!=`")
        } else if left != right, !(isNumeric(left) && isNumeric(right)) {
            report(
                .wrongType, at: sides[1].place, "`\(sides[0])` is \(left.described), and `\(sides[1])` is \(right.described)",
                "compare values of one type")
        }
    }

    /// The type of a side: of the value that it names, or of the literal that it is.
    private mutating func operandType(_ operand: ArgumentSyntax) -> ValueType? {
        switch operand.content {
        case .reference(let reference): return currentType(of: reference)
        case .template: return .text
        case .literal(let value):
            guard case .text(let word) = value, word.contains(".") || types[word] != nil else { return value.type }
            return currentType(of: ValueReference(name: word, place: operand.place))
        }
    }
}
