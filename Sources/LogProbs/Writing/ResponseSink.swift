package import Files
import Glibc

/// Where responses are written, one line each: a file, compressed where its name ends in `.gz`, or standard output.
package final class ResponseSink {
    private let file: StreamedFile?
    private let deflater: Deflater?

    /// Begins a file, which is there when it is finished; `-` is standard output.
    package init(_ path: String) throws(FileProblem) {
        file = path == "-" ? nil : try StreamedFile(path)
        deflater = path.hasSuffix(".gz") ? Deflater() : nil
    }

    package func append(_ lines: [UInt8]) throws(FileProblem) {
        try write(deflater?.compressed(lines) ?? lines)
    }

    package func finish() throws(FileProblem) {
        if let deflater { try write(deflater.compressed([], isLast: true)) }
        try file?.finish()
    }

    private func write(_ bytes: [UInt8]) throws(FileProblem) {
        if let file {
            try file.append(bytes)
        } else {
            try StreamedFile.write(bytes, to: STDOUT_FILENO, named: "standard output")
        }
    }
}
