extension CheckedFile {
    /// Each problem with its line and a caret, or that there is none.
    var messages: [String] {
        let said = findings.map(\.message)
        guard !hasErrors, let cells else { return said }
        return said + ["\(path): \(cells) \(cells == 1 ? "cell" : "cells"), nothing wrong"]
    }
}
