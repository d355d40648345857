import Files
import Uncertainty

/// The folder in which each calibration leaves a file of its own.
struct CalibrationFolder {
    private let folder: String

    init(_ folder: String) {
        self.folder = folder
    }

    /// Writes `MODEL_20261122_170512_n500.json`, with `-2` and so on behind it where that is there already; returns its path.
    func write(
        _ thresholds: ThresholdFile, name: String, count: Int, made: String
    ) throws(Failure) -> String {
        let base = "\(folder)/\(Self.safe(name))_\(RunDate.stamp(made))_n\(count)"
        do {
            let bytes = try thresholds.encoded()
            try SafeFile.makeFolder(folder)
            for number in 1...1_000 {
                let path = number == 1 ? "\(base).json" : "\(base)-\(number).json"
                if try SafeFile.create(bytes, at: path) { return path }
            }
        } catch {
            throw Failure("\(error)")
        }
        throw Failure("\(base).json and 999 more are there already; give another --output")
    }

    /// A name of a model, such as `meta-llama/Llama-3.2-3B`, as a part of a file's.
    static func safe(_ name: String) -> String {
        let letters = name.prefix(100).map { character in
            character.isASCII && (character.isLetter || character.isNumber || "._-".contains(character))
                ? character : "-"
        }
        // A name that begins with a point would hide the file.
        return letters.isEmpty ? "scores" : (letters[0] == "." ? "-" : "") + String(letters)
    }

    /// A file's name without its folder and its endings.
    static func stem(of path: String) -> String {
        guard path != "-", var name = path.split(separator: "/").last else { return "scores" }
        for ending in [".gz", ".jsonl", ".json", ".csv"] where name.hasSuffix(ending) && name.count > ending.count {
            name = name.dropLast(ending.count)
        }
        return String(name)
    }
}
