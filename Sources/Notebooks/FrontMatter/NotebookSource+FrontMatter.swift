extension NotebookSource {
    /// The number of lines that the front matter takes, its two rules included; 0 where there is none.
    package var frontMatterLineCount: Int { FrontMatterParser(self).lineCount }
}
