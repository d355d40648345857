extension String {
    /// With its first letter in upper case, to begin a sentence.
    package var capitalised: String { prefix(1).uppercased() + dropFirst() }
}
