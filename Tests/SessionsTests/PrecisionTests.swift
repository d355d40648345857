import HALT
import Notebooks
import Tensors
import Testing

@testable import Sessions

/// What `setup precision=…` does to the models that follow.
@Suite struct PrecisionTests {
    @Test func `single precision is the default, and what setup goes back to`() throws {
        let session = Session(files: SessionFiles(notebookFolder: "/nonexistent"))
        session.availablePrecisions = Precision.allCases
        #expect(session.precision == .fp32)
        #expect(try setUp("setup precision=bf16", session).contains(NamedValue("setup.precision", .text("bf16"))))
        #expect(session.precision == .bf16)
        #expect(try setUp("setup", session).contains(NamedValue("setup.precision", .text("fp32"))))
        #expect(session.precision == .fp32)
    }

    @Test func `a machine without the instructions refuses, and keeps what it had`() {
        let session = Session(files: SessionFiles(notebookFolder: "/nonexistent"))
        session.availablePrecisions = [.fp32]
        let refusal = #expect(throws: CommandFailure.self) { try setUp("setup precision=bf16", session) }
        #expect(refusal?.problem == "this processor has no instructions for `precision=bf16`")
        #expect(refusal?.remedy == "write `precision=fp32`, or run on a machine with AVX512-BF16 or AMX")
        #expect(session.precision == .fp32)
    }

    @Test func `another word is refused before anything runs`() throws {
        #expect(
            try problems(cell("setup precision=bf61")) == [
                message(
                    2, 17, "HB0207", "setup precision=bf61",
                    "`precision` takes one of `fp32`, `bf16`, not `bf61`; did you mean `bf16`?")
            ])
    }

    /// On a processor that has no bfloat16, tests the refusal and says so.
    @Test func `a model keeps the precision it was built in, and its gradients are checked in single precision`() throws
    {
        let session = Session(files: SessionFiles(notebookFolder: "/nonexistent"))
        guard Precision.bf16.isAvailable else {
            Issue.record("no bfloat16 on this processor: only its refusal is tested", severity: .warning)
            #expect(throws: CommandFailure.self) { try setUp("setup precision=bf16", session) }
            return
        }
        try setUp("setup seed=3 precision=bf16", session)
        session.configuration.projectionSize = 8
        session.configuration.hiddenSize = 8
        session.configuration.layers = 2
        _ = try ModelCommand.run(Arguments(), in: session)
        #expect(session.model?.precision == .bf16)
        _ = try CheckGradientsCommand.run(Arguments(), in: session)  // throws where they disagree
        try setUp("setup", session)
        #expect(session.model?.precision == .bf16)
        _ = try ModelCommand.run(Arguments(), in: session)
        #expect(session.model?.precision == .fp32)
    }

    /// Runs a notebook of that one line in `session`; the values that it gives.
    @discardableResult
    private func setUp(_ line: String, _ session: Session) throws -> [NamedValue] {
        let command = try #require(check(cell(line)).notebook?.commands.first?.first)
        return try command.command.run(command.arguments(values: [:]), in: session).values
    }
}
