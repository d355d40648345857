/// What stands between `\begin{…}` and `\end{…}`.
struct MathEnvironment {
    let kind: MathTable.Kind
    var fences = (left: "", right: "")
    /// Whether its columns are declared, as in `\begin{array}{cc}`.
    var declaresColumns = false

    static let all: [String: MathEnvironment] = {
        var all: [String: MathEnvironment] = [
            "matrix": .init(kind: .matrix), "smallmatrix": .init(kind: .small),
            "array": .init(kind: .matrix, declaresColumns: true), "cases": .init(kind: .cases, fences: ("{", "")),
        ]
        for (name, left, right) in [
            ("pmatrix", "(", ")"), ("bmatrix", "[", "]"), ("Bmatrix", "{", "}"), ("vmatrix", "|", "|"),
            ("Vmatrix", "‖", "‖"),
        ] { all[name] = .init(kind: .matrix, fences: (left, right)) }
        for name in ["aligned", "align", "align*", "split"] { all[name] = .init(kind: .aligned) }
        for name in ["gathered", "gather", "gather*", "equation", "equation*"] { all[name] = .init(kind: .gathered) }
        return all
    }()

    static let names = all.keys.sorted()
}
