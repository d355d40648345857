package import Sessions

/// What a run tells those who watch it, as it happens.
package enum RunEvent: Sendable {
    /// Something that belongs into the run's journal.
    case journal(JournalEvent)
    /// How far a command has come.
    case progress(Progress)
    /// Something that went wrong beside the run and does not end it.
    case warning(String)
}
