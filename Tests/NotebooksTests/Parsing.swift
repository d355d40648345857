import Notebooks

/// A notebook of a text, under the name `a.md`.
func parsed(_ text: String) -> Notebook {
    Notebook(parsing: NotebookSource(name: "a.md", text: text))
}

/// The whole messages of what parsing finds wrong: headline, source line, and caret.
func messages(_ text: String) -> [String] {
    let notebook = parsed(text)
    return notebook.diagnostics.map { $0.message(in: notebook.source) }
}

/// Line and column of a place.
func at(_ line: Int, _ column: Int) -> SourcePlace {
    SourcePlace(line: line, column: column)
}
