import Figures
import Notebooks

extension CheckedFile {
    /// A line for each problem that a GitHub workflow makes an annotation of:
    ///
    ///     ::error file=a.md,line=2,col=1,title=HB0202::there is no command `setpu`; did you mean `setup`?
    var workflowCommands: [String] {
        findings.map { finding in
            let place = finding.place.map { ",line=\($0.line),col=\($0.column)" } ?? ""
            let properties = "file=\(path.escapedProperty)\(place),title=\(finding.code.rawValue)"
            return "::\(finding.severity.rawValue) \(properties)::\(finding.words.escapedData)"
        }
    }
}

extension String {
    /// The text as a command's message may have it: one line, with no sign that stands for another.
    fileprivate var escapedData: String { percentEncoded { "%\r\n".utf8.contains($0) } }

    /// The text as a property's value, which a colon or a comma would end.
    fileprivate var escapedProperty: String { percentEncoded { "%\r\n:,".utf8.contains($0) } }
}
