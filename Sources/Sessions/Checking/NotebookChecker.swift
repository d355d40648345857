import Files
package import Notebooks

/// Finds, without running anything, every problem of a notebook in one pass.
package struct NotebookChecker {
    private let notebook: Notebook
    private let files: SessionFiles
    private let parameters: ParameterValues
    private var problems: [Diagnostic] = []

    /// The commands of each cell, by the cell's index.
    private let commands: [[PreparedCommand]]
    /// The first command of the notebook to give each value, to tell "not yet" from "never".
    private var givers: [String: SourcePlace] = [:]

    /// The types of the values that the commands so far produce.
    private var types: [String: ValueType] = [:]
    /// The same before the first cell, and after each: what prose in between can quote.
    private var typesByCell: [[String: ValueType]] = []
    /// The values that are known without running: the parameters.
    private var known: [String: Value] = [:]
    private var parts: Set<SessionPart> = []
    private var writtenPaths: Set<String> = []

    private init(_ notebook: Notebook, parameters: ParameterValues, files: SessionFiles) {
        self.notebook = notebook
        self.parameters = parameters
        self.files = files
        var binder = CommandBinder()
        commands = notebook.cells.map { cell in cell.commands.compactMap { binder.bind($0) } }
        problems = notebook.diagnostics + binder.diagnostics
        for entry in parameters.entries {
            types["parameters.\(entry.parameter.name)"] = entry.parameter.type
            // A default of another type is wrong where it is declared, and nowhere else.
            if entry.value.type == entry.parameter.type { known["parameters.\(entry.parameter.name)"] = entry.value }
        }
        for command in commands.joined() {
            for value in values(of: command) where givers[value.name] == nil { givers[value.name] = command.place }
        }
    }

    package static func check(
        _ notebook: Notebook, overrides: [ParameterValues.Override] = [], files: SessionFiles
    ) -> CheckResult {
        var outside: [SourcedDiagnostic] = []
        let parameters = ParameterValues(notebook.frontMatter.parameters, overrides: overrides, problems: &outside)
        var checker = NotebookChecker(notebook, parameters: parameters, files: files)
        checker.checkCells()
        checker.checkProse()
        let bibliography = BibliographyReader(notebook.frontMatter.bibliography, files: files)
        checker.problems += bibliography.problems
        checker.problems += ReferenceChecker(notebook, checker.commands, bibliography).problems
        outside += bibliography.findings
        // The sort is stable: what is found first at a place is said first.
        let own = checker.problems.sorted { $0.place < $1.place }
        var result = CheckResult(diagnostics: outside + own.map { SourcedDiagnostic(notebook.source, $0) })
        if !result.hasErrors {
            result.notebook = CheckedNotebook(
                notebook: notebook, parameters: parameters, commands: checker.commands,
                worksCited: bibliography.worksCited(by: notebook.citations))
        }
        return result
    }

    private mutating func report(_ code: DiagnosticCode, at place: SourcePlace, _ problem: String, _ remedy: String) {
        problems.append(Diagnostic(code, at: place, problem, remedy: remedy))
    }

    // MARK: Cells

    private mutating func checkCells() {
        typesByCell.append(types)
        for (cell, commands) in zip(notebook.cells, commands) {
            for command in commands {
                checkReferences(of: command)
                checkParts(of: command)
                checkFiles(of: command)
                for value in values(of: command) { types[value.name] = value.type }
            }
            // A caption is shown with the cell's outputs, so it may quote what the cell itself produces.
            for template in [cell.display.caption, cell.display.alternative].compactMap(\.self) {
                for reference in template.references { _ = type(of: reference, among: types) }
            }
            typesByCell.append(types)
        }
    }

    /// The values that a command produces, as far as its arguments are known without running.
    private func values(of command: PreparedCommand) -> [ValueDeclaration] { command.declaredValues(known) }

    private mutating func checkReferences(of command: PreparedCommand) {
        for (option, argument) in command.bindings {
            let argumentTypes = argument.references.map { type(of: $0, among: types) }
            switch argument.content {
            // The binder has checked it.
            case .literal: break
            case .reference: if let type = argumentTypes[0] { check(argument, of: type, for: option) }
            case .template: if !argumentTypes.contains(nil) { check(argument, of: .text, for: option) }
            }
        }
        if let comparison = command.syntax.comparison { check(comparison) }
    }

    /// Checks a quoted value, or text that quotes some, against its option: by its value where that is known.
    private mutating func check(_ argument: ArgumentSyntax, of type: ValueType, for option: any DeclaredOption) {
        if let value = try? argument.value(known) {
            guard let problem = option.problem(with: value) else { return }
            report(problem.code, at: argument.place, "\(problem.text), which `\(argument)` stands for", problem.remedy)
        } else if !option.type.accepts(type) {
            report(
                .wrongType, at: argument.place,
                "\(option.subject) takes \(option.expectation), and `\(argument)` is \(type.described)",
                "quote a value of that type, or write one out")
        }
    }

    private mutating func checkParts(of command: PreparedCommand) {
        for part in command.needs(known) where !parts.contains(part) {
            report(
                .missingPrerequisite, at: command.place,
                "`\(command.command.name)` needs \(part.described), and there is none yet", part.remedy)
            // Said once is enough.
            parts.insert(part)
        }
        parts.subtract(command.command.drops)
        parts.formUnion(command.command.gives)
    }

    private mutating func checkFiles(of command: PreparedCommand) {
        for (option, argument) in command.bindings {
            guard let role = option.fileRole, case .text(let path)? = try? argument.value(known),
                option.problem(with: .text(path)) == nil
            else { continue }
            let plain = SessionFiles.plain(path)
            if role == .written {
                if SessionFiles.leavesFolder(path) {
                    report(
                        .forbiddenPath, at: argument.place, "`\(path)` leaves the folder that a notebook may use",
                        "write a relative path; it is taken from the run's output folder")
                } else {
                    writtenPaths.insert(plain)
                }
            } else if !files.mayRead(path) || !writtenPaths.contains(plain),
                let problem = files.problem(reading: path, at: argument.place)
            {
                problems.append(problem)
            }
        }
    }

    // MARK: Values

    private mutating func checkProse() {
        for quoted in notebook.proseReferences {
            _ = type(of: quoted.reference, among: typesByCell[quoted.precedingCells])
        }
    }

    /// The type of a quoted value, looked for among those that are known where it is quoted.
    private mutating func type(of reference: ValueReference, among types: [String: ValueType]) -> ValueType? {
        guard let type = types[reference.name] else {
            reportUnknown(reference.name, at: reference.place, among: types)
            return nil
        }
        if let format = reference.format, !format.accepts(type) {
            report(
                .unknownFormat, at: reference.place,
                "`\(reference.name)` is \(type.described), which this format cannot write",
                format == .grouped ? "write `grouped` after integers only" : "leave the format out")
        }
        return type
    }

    private mutating func reportUnknown(_ name: String, at place: SourcePlace, among types: [String: ValueType]) {
        if let giver = givers[name] {
            report(
                .unknownValue, at: place, "`\(name)` is not known yet",
                "quote it after line \(giver.line), whose command gives it")
        } else if name.hasPrefix("parameters.") {
            let own = String(name.dropFirst("parameters.".count))
            report(
                .unknownParameter, at: place, "there is no parameter `\(own)`",
                Spelling.remedy(
                    for: own, among: parameters.entries.map(\.parameter.name),
                    otherwise: "declare it in the front matter"))
        } else {
            let names = types.keys.sorted()
            report(
                .unknownValue, at: place, "no command before gives `\(name)`",
                Spelling.remedy(for: name, among: names, otherwise: Self.listing(names)))
        }
    }

    private static func listing(_ names: [String]) -> String {
        if names.isEmpty { return "there are no values yet: write the command that gives it before" }
        let shown = names.prefix(12).joined(separator: ", ")
        return names.count > 12 ? "there are \(shown), …" : "there are \(shown)"
    }

    // MARK: Comparisons

    private mutating func check(_ comparison: Comparison) {
        let sides = [comparison.left, comparison.right] + [comparison.tolerance].compactMap(\.self)
        let sideTypes = sides.map { operandType($0) }
        let isOrdering = comparison.operation != .equal && comparison.operation != .notEqual
        if isOrdering, let wrong = zip(sides, sideTypes).first(where: { $1.map(\.isNumeric) == false }) {
            report(
                .wrongType, at: wrong.0.place,
                comparison.operation == .reported
                    ? "`reported` takes numbers, and `\(wrong.0)` is not a number"
                    : "`\(comparison.operation.rawValue)` compares numbers, and `\(wrong.0)` is not a number",
                comparison.operation == .reported ? "name a value that is one" : "compare it with `==` or `!=`")
        } else if let left = sideTypes[0], let right = sideTypes[1], left != right, !(left.isNumeric && right.isNumeric)
        {
            report(
                .wrongType, at: sides[1].place,
                "`\(sides[0])` is \(left.described), and `\(sides[1])` is \(right.described)",
                "compare values of one type")
        }
    }

    /// The type of a side: of the value that it names, or of the literal that it is.
    private mutating func operandType(_ operand: ArgumentSyntax) -> ValueType? {
        switch operand.content {
        case .reference(let reference): return type(of: reference, among: types)
        case .template(let template):
            return template.references.map { type(of: $0, among: types) }.contains(nil) ? nil : .text
        case .literal(let value):
            guard let word = operand.word, word.contains(".") || types[word] != nil else { return value.type }
            return type(of: ValueReference(name: word, place: operand.place), among: types)
        }
    }
}

extension SessionFiles {
    /// Why a file cannot be read, or nil.
    func problem(reading path: String, at place: SourcePlace) -> Diagnostic? {
        guard mayRead(path) else {
            return Diagnostic(
                .forbiddenPath, at: place, "`\(path)` leaves the folder that a notebook may use",
                remedy: "put the file beside the notebook, or allow its folder with `--allow-path`")
        }
        do throws(CommandFailure) {
            _ = try readable(path)
            return nil
        } catch {
            return Diagnostic(
                leadsOutside(path) ? .forbiddenPath : .missingFile, at: place, error.problem, remedy: error.remedy)
        }
    }

    /// Whether a path that stays in its folder by its words is there, and leaves it by a symbolic link.
    private func leadsOutside(_ path: String) -> Bool {
        SafeFile.isFile(path.hasPrefix("/") ? path : "\(notebookFolder)/\(path)")
    }

    /// Whether a path stays in the notebook's folder by its words, or may lead elsewhere.
    fileprivate func mayRead(_ path: String) -> Bool {
        !path.utf8.contains(0) && (!readableFolders.isEmpty || !Self.leavesFolder(path))
    }
}
