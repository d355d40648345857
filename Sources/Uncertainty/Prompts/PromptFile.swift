import Files
import LogProbs

/// Reads prompts: JSON Lines or a list of objects, compressed by gzip or not, of our form or as HaluEval has them (docs/COLLECTING.md).
package enum PromptFile {
    /// A file's prompts, in its order, each with an id of its own.
    package static func prompts(in bytes: [UInt8]) throws(PromptFileProblem) -> [Prompt] {
        var prompts: [Prompt] = []
        var lines: [String: Int] = [:]
        var number = 0
        try JSONTexts.read(try uncompressed(bytes)) { (value, line) throws(PromptFileProblem) in
            let reader: PromptReader
            switch value {
            case .success(let value): reader = PromptReader(value, number: number, line: line)
            case .failure(let problem):
                throw PromptFileProblem(
                    line: line, problem.reason,
                    remedy: "a file of prompts has one JSON object a line, or a list of them")
            }
            number += 1
            for prompt in try reader.prompts() {
                if let other = lines.updateValue(line, forKey: prompt.id) {
                    throw PromptFileProblem(
                        line: line, "its id `\(prompt.id)` is that of line \(other), too",
                        remedy: "give each prompt an id of its own")
                }
                prompts.append(prompt)
            }
        }
        guard !prompts.isEmpty else {
            throw PromptFileProblem("it holds no prompts", remedy: "write one JSON object a line, with `prompt`")
        }
        return prompts
    }

    private static func uncompressed(_ bytes: [UInt8]) throws(PromptFileProblem) -> [UInt8] {
        do throws(FileProblem) {
            return try ByteSource(bytes, name: "the file").all()
        } catch {
            throw PromptFileProblem("it cannot be read: \(error.reason)", remedy: "compress it anew")
        }
    }
}
