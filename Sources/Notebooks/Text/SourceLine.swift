/// A line of what a notebook holds (a cell's commands, a head's YAML), and the place of its first character.
struct SourceLine {
    var text: Substring
    var place: SourcePlace
}
