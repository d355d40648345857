extension Figure {
    /// What a page that holds figures needs once. The colours are custom properties (`--fig-ink`, `--fig-blue`, …) that
    /// follow the reader's system, or `data-theme="light"` / `"dark"` on the root element; a page may set its own, and
    /// `--fig-font`.
    package static let stylesheet = """
        :root{\(properties(\.light))}
        @media screen and (prefers-color-scheme:dark){:root:not([data-theme="light"]){\(properties(\.dark))}}
        :root[data-theme="dark"]{\(properties(\.dark))}
        \(rules)
        """

    /// What a figure as a file of its own holds: the dark theme in plain colours, since programs other than browsers know
    /// neither themes nor custom properties, and draw the light one.
    static let fileStylesheet =
        ".fig{font-variant-numeric:tabular-nums}@media (prefers-color-scheme:dark){"
        + Paint.all.map { ".fig .\($0.className){color:\(Color($0.dark).css)}" }.joined()
        + ".fig .fig-outlined{stroke:\(Color(Paint.surface.dark).css)}}"

    private static func properties(_ theme: KeyPath<Paint, UInt32>) -> String {
        Paint.all.map { "--\($0.className):\(Color($0[keyPath: theme]).css)" }.joined(separator: ";")
    }

    /// A class sets `color`; shapes and texts are painted with `currentColor`.
    private static let rules =
        """
        .fig{display:block;width:100%;max-width:27rem;height:auto;\
        font-family:var(--fig-font,\(fontFamily));font-variant-numeric:tabular-nums}

        """ + Paint.all.map { ".fig .\($0.className){color:var(--\($0.className))}" }.joined(separator: "\n")
        + "\n.fig .fig-outlined{stroke:var(--fig-surface)}"

    static let fontFamily = "system-ui,-apple-system,'Segoe UI',Roboto,'Helvetica Neue',Arial,sans-serif"
}
