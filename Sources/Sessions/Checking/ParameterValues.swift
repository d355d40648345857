package import Notebooks

/// The parameters of a run: each declared one with the value that holds.
package struct ParameterValues: Sendable {
    package struct Entry: Sendable {
        package var parameter: Parameter
        package var value: Value
        package var isDefault: Bool
    }

    package var entries: [Entry]

    /// A value set from outside: by `-p name=value` or in a file.
    package struct Override: Sendable {
        package var name: String
        /// As typed on the command line, or as the file's YAML has it.
        package var value: Value
        package var isText: Bool
        /// Where it is written, for messages.
        package var place: SourcePlace
        package var source: NotebookSource

        /// Reads `name=value` as it follows `-p`.
        package init(commandLine text: String) throws(SourcedDiagnostic) {
            source = NotebookSource(name: "command line", text: "-p \(text)")
            place = SourcePlace(line: 1, column: 4)
            guard let equals = text.firstIndex(of: "="), equals > text.startIndex else {
                throw SourcedDiagnostic(
                    source,
                    Diagnostic(
                        .parameterValue, at: place, "`-p` takes a name and a value",
                        remedy: "write `-p name=value`"))
            }
            name = String(text[..<equals])
            value = .text(String(text[text.index(after: equals)...]))
            isText = true
        }

        package init(name: String, value: Value, place: SourcePlace, source: NotebookSource) {
            self.name = name
            self.value = value
            self.place = place
            self.source = source
            isText = false
        }
    }

    /// The declared parameters with the given values; a later override wins.
    package init(_ parameters: [Parameter], overrides: [Override], problems: inout [SourcedDiagnostic]) {
        entries = parameters.map { Entry(parameter: $0, value: $0.defaultValue, isDefault: true) }
        for override in overrides {
            do throws(Diagnostic) {
                try apply(override)
            } catch {
                problems.append(SourcedDiagnostic(override.source, error))
            }
        }
    }

    private mutating func apply(_ override: Override) throws(Diagnostic) {
        guard let index = entries.firstIndex(where: { $0.parameter.name == override.name }) else {
            let names = entries.map(\.parameter.name)
            let all =
                names.isEmpty ? "the notebook declares none" : "the notebook declares \(names.joined(separator: ", "))"
            throw Diagnostic(
                .unknownParameter, at: override.place, "there is no parameter `\(override.name)`",
                remedy: Spelling.remedy(for: override.name, among: names, otherwise: all))
        }
        let parameter = entries[index].parameter
        do throws(ParameterProblem) {
            entries[index].value =
                override.isText
                ? try parameter.value(of: override.value.description) : try parameter.accepted(override.value)
            entries[index].isDefault = false
        } catch {
            let sign = override.isText ? "=" : ": "
            throw Diagnostic(
                .parameterValue, at: override.place, "parameter `\(override.name)` \(error)",
                remedy: "write for example `\(parameter.name)\(sign)\(parameter.defaultValue)`")
        }
    }
}

/// A diagnostic with the text that it is about.
package struct SourcedDiagnostic: Error, Sendable {
    package var source: NotebookSource
    package var diagnostic: Diagnostic

    package init(_ source: NotebookSource, _ diagnostic: Diagnostic) {
        self.source = source
        self.diagnostic = diagnostic
    }

    package var message: String { diagnostic.message(in: source) }
}
