import Files

/// Cuts from a notebook what its fault does not need.
struct Minimiser {
    let fault: String
    /// Where what is tried stands.
    let file: String
    let template: String

    /// Takes out ever smaller parts as long as there is time, each for good where the fault stays of its kind.
    func minimised(_ bytes: [UInt8], within time: Duration) throws -> [UInt8] {
        let end = ContinuousClock.now + time
        var bytes = bytes
        var size = max(1, bytes.count / 2)
        while size >= 1, !bytes.isEmpty {
            var start = 0
            while start < bytes.count {
                guard ContinuousClock.now < end else { return bytes }
                var shorter = bytes
                shorter.removeSubrange(start..<min(bytes.count, start + size))
                try InputFile.write(shorter, to: file)
                if let other = try Child.fault(of: file, template), kind(of: other) == kind(of: fault) {
                    bytes = shorter
                } else {
                    start += size
                }
            }
            size /= 2
        }
        return bytes
    }

    /// What a fault has in common with those of the same cause: its first words.
    private func kind(of fault: String) -> Substring {
        fault.prefix { !"`(\n".contains($0) }.prefix(40)
    }
}
