import Foundation
import Testing

/// Runs that were killed and go on, or are shown as they are.
@Suite struct ResumeProgramTests {
    private typealias Workplace = ProgramTests.Workplace

    /// Why the program does not go on with a run.
    private func refusal(_ place: Workplace, _ options: String) throws -> String {
        let result = try place.run("$haltbook run small.md --resume \(options)")
        #expect(result.code == 2)
        #expect(result.output == "")
        return result.errors
    }

    @Test(arguments: ["every-epoch", "auto"])
    func aRunThatWasKilledInTrainingGoesOnToTheSameReport(checkpoints: String) throws {
        let text = smallNotebook.replacing("checkpoint=every-epoch", with: "checkpoint=\(checkpoints)")
        let place = try Workplace(["small.md": text])
        try place.startAndKill("$haltbook run small.md -o killed -p epochs=100", after: "epoch 12/")
        let resumed = try place.run("$haltbook run small.md -o killed --resume")
        #expect(resumed.code == 0 && resumed.errors == "")
        // The first cell is done; training takes up what it kept of itself.
        let lines = settled(resumed.output).filter { !$0.hasPrefix("  going on from the checkpoint of epoch ") }
        #expect(lines == ["[2/3] training  TIME", "[3/3] test  TIME", "report: killed/report.html"])
        #expect(resumed.output.contains("going on from") == (checkpoints == "every-epoch"))
        let whole = try place.run("$haltbook run small.md -o whole --fresh -p epochs=100")
        #expect(whole.code == 0)
        let reports = try ["killed", "whole"].map { withoutCircumstances(try place.text(of: "\($0)/report.html")) }
        #expect(reports[0] == reports[1])
        #expect(reports[0].contains("It trained for <span class=\"value\" title=\"train.epochs\">100</span> epochs."))
        #expect(
            place.data(of: "killed/weights.safetensors") == place.data(of: "whole/weights.safetensors"))
    }

    @Test func thereMustBeARunToGoOnWith() throws {
        let place = try Workplace(["small.md": smallNotebook])
        #expect(
            try refusal(place, "")
                == "haltbook: error: there is no run in Output/small to resume; run the notebook without --resume\n")
        #expect(try place.names == ["small.md"])
    }

    @Test func aRunThatCameToItsEndHasNothingLeft() throws {
        let place = try Workplace(["small.md": smallNotebook])
        let end = "haltbook: error: the run in Output/small came to its end; there is nothing to resume\n"
        #expect(try place.run("$haltbook run small.md").code == 0)
        #expect(try refusal(place, "") == end)
        try place.change("small.md", "test.count == 9", to: "test.count == 10")
        #expect(try place.run("$haltbook run small.md").code == 3)
        #expect(try refusal(place, "") == end)
    }

    @Test func anotherNotebookOrOtherParametersAreAnotherRun() throws {
        let place = try Workplace(["small.md": smallNotebook])
        try place.startAndKill("$haltbook run small.md -o out -p epochs=20000", after: "epoch 1/")
        #expect(
            try refusal(place, "-o out -p epochs=4")
                == "haltbook: error: the run to resume has epochs=20000; leave -p and --parameters out, or run without --resume\n"
        )
        try place.change("small.md", "Some prose", to: "Other prose")
        #expect(
            try refusal(place, "-o out")
                == "haltbook: error: small.md has changed since the run in out; run it without --resume: what has not changed is reused\n"
        )
    }

    @Test func goingOnAndBeginningAnewExcludeEachOther() throws {
        let place = try Workplace(["small.md": smallNotebook])
        #expect(
            try refusal(place, "--fresh").hasPrefix(
                "Error: --resume goes on with a run, and --fresh begins anew; give one of them\n"))
    }

    @Test func whatIsNoJournalIsRefused() throws {
        let place = try Workplace(["small.md": smallNotebook, "run.journal": "something else\n"])
        let problem = """
            haltbook: error: cannot read ./run.journal: no run is to be read of it; give the `run.journal` that `haltbook run` wrote

            """
        #expect(try refusal(place, "-o .") == problem)
        let render = try place.run("$haltbook render ./run.journal")
        #expect(render.code == 2 && render.errors == problem)
        #expect(try place.names == ["run.journal", "small.md"])
    }

    @Test func aJournalThatIsCutOffIsDrawnAsFarAsItGoes() throws {
        let place = try Workplace(["small.md": smallNotebook])
        #expect(try place.run("$haltbook run small.md -o out").code == 0)
        let journal = try #require(place.data(of: "out/run.journal"))
        // The last line but one is the end of the last cell; of it 40 bytes are left.
        let lines = journal.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
        let whole = lines.dropLast(3).reduce(0) { $0 + $1.count + 1 }
        try journal.prefix(whole + 40).write(to: place.folder.appendingPathComponent("out/run.journal"))
        for (source, warned) in [("out", "out/run.journal"), ("out/run.journal", "out/run.journal")] {
            let render = try place.run("$haltbook render \(source) -o cut.html")
            #expect(render.code == 0)
            #expect(render.output == "report: cut.html\n")
            #expect(
                render.errors
                    == "haltbook: warning: the last 40 bytes of \(warned) are no whole event and are left out\n")
        }
        let page = try place.text(of: "cut.html")
        #expect(page.contains("<span class=\"state bad\">Not finished: test was running</span>"))
        #expect(page.contains("test · not finished: the run was killed here, or is still going on"))
        // And the run goes on from there.
        let resumed = try place.run("$haltbook run small.md -o out --resume")
        #expect(resumed.code == 0 && resumed.errors == "")
        #expect(settled(resumed.output) == ["[3/3] test  TIME  reused", "report: out/report.html"])
    }

    @Test func aKilledRunsReportShowsItsEpochs() throws {
        let place = try Workplace(["small.md": smallNotebook])
        try place.startAndKill("$haltbook run small.md -o out -p epochs=20000", after: "epoch 3/")
        #expect(try place.run("$haltbook render out -o now.html").code == 0)
        let page = try place.text(of: "now.html")
        #expect(page.contains("<span class=\"state bad\">Not finished: training was running</span>"))
        #expect(page.contains("<caption>Epochs</caption>"))
        #expect(page.contains("<td class=\"number\">3</td>"))
    }

    @Test func aTimeoutOfTheCommandLineStopsACell() throws {
        let place = try Workplace(["small.md": smallNotebook])
        let result = try place.run("$haltbook run small.md -o out --timeout 1s -p epochs=1000000")
        #expect(result.code == 4)
        #expect(
            result.errors == """
                small.md:20:1: error[HB0503]: training took longer than its timeout; give it more in `--timeout`
                  20 | train checkpoint=every-epoch epochs={{ parameters.epochs }}
                     | ^

                """)
        #expect(try place.text(of: "out/report.html").contains("training ran out of time"))
        for command in ["run", "test"] {
            let wrong = try place.run("$haltbook \(command) small.md --timeout soon")
            #expect(wrong.code == 2)
            #expect(
                wrong.errors.hasPrefix("Error: --timeout takes a time such as `90s`, `10m` or `2h`, not `soon`\n"))
        }
    }
}
