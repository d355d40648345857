package import Yams

/// A place where a text stops being YAML, or being acceptable.
package struct YAMLProblem: Error, Hashable, Sendable {
    /// Counted from 1, within the YAML text.
    package var line: Int
    package var column: Int
    package var problem: String
}

/// Composes YAML texts of untrusted origin into nodes that know their places.
package enum YAMLReader {
    /// More text than this is no front matter and no parameter file.
    private static let longest = 1_000_000

    /// The text's one document, or nil where there is none.
    package static func node(_ text: String) throws(YAMLProblem) -> Node? {
        guard text.utf8.count <= longest else {
            throw YAMLProblem(line: 1, column: 1, problem: "it is longer than \(longest) bytes")
        }
        // An alias can stand for a whole tree, and a tree of aliases for more nodes than fit in memory.
        if let line = text.split(separator: "\n", omittingEmptySubsequences: false).firstIndex(where: hasAlias) {
            throw YAMLProblem(line: line + 1, column: 1, problem: "aliases (`*name`) are not read")
        }
        do {
            return try Yams.compose(yaml: text)
        } catch let error as YamlError {
            throw YAMLProblem(error)
        } catch {
            throw YAMLProblem(line: 1, column: 1, problem: "\(error)")
        }
    }

    /// Whether a key or a value on the line begins with an asterisk, as an alias does. Text may hold asterisks.
    private static func hasAlias(_ line: Substring) -> Bool {
        var previous: Character = ":"
        var isFlow = false
        var quote: Character?
        for character in line where !character.isWhitespace {
            let begins = ":-?[{".contains(previous) || (isFlow && previous == ",")
            if let open = quote {
                if character == open { quote = nil }
            } else if begins, character == "\"" || character == "'" {
                quote = character
            } else if begins, character == "*" {
                return true
            } else if begins, character == "[" || character == "{" {
                isFlow = true
            }
            previous = character
        }
        return false
    }
}

extension YAMLProblem {
    fileprivate init(_ error: YamlError) {
        switch error {
        case .scanner(_, let problem, let mark, _), .parser(_, let problem, let mark, _),
            .composer(_, let problem, let mark, _):
            self.init(line: mark.line, column: mark.column, problem: problem)
        case .duplicatedKeysInMapping(let duplicates, let context):
            let names = duplicates.map { "`\($0)`" }.joined(separator: ", ")
            self.init(line: context.mark.line, column: context.mark.column, problem: "\(names) stands twice")
        default:
            self.init(line: 1, column: 1, problem: "\(error)")
        }
    }
}
