/// What a run was made with, from and on.
package struct Provenance: Hashable, Codable, Sendable {
    /// Names with versions, as in `haltbook 0.1.0`.
    package var versions: [String]
    package var processor: String
    package var threads: Int
    /// What the models' big products read, `fp32` or `bf16`.
    package var precision: String
    package var seed: UInt64
    /// Whose streams random draws come from.
    package var draws: String
    /// The notebook's file as seen from the output folder.
    package var notebookPath: String
    /// The SHA-256 of the notebook's text.
    package var notebookDigest: String
    /// The commit that the notebook's folder stands at, where it is under git.
    package var commit: String?
    /// When the run began, as in `2026-11-22 17:05:12 UTC`; empty in a reproducible report that was given no date.
    package var started: String
    /// Whether the report leaves out what differs from run to run: times, the machine, what was reused.
    package var isReproducible = false
}
