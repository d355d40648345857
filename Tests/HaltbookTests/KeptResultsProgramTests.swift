import Foundation
import Testing

/// Results that are kept from run to run, as a user of the program meets them.
@Suite struct KeptResultsProgramTests {
    private typealias Workplace = ProgramTests.Workplace

    /// A folder where the small notebook has been run once.
    private func workplace() throws -> Workplace {
        let place = try Workplace(["small.md": smallNotebook])
        let result = try place.run("$haltbook run small.md")
        #expect(result.code == 0)
        #expect(result.errors == "")
        return place
    }

    private func plan(_ place: Workplace, _ options: String = "") throws -> [String] {
        let result = try place.run("$haltbook plan small.md \(options)")
        #expect(result.code == 0 && result.errors == "")
        return settled(result.output)
    }

    private static let allReused = [
        "reuse  data      last time TIME", "reuse  training  last time TIME", "reuse  test      last time TIME",
        "3 reused, 0 to run",
    ]

    // MARK: Runs

    @Test func aSecondRunReusesAllAndGivesTheSameReport() throws {
        let place = try Workplace(["small.md": smallNotebook])
        #expect(
            settled(try place.run("$haltbook run small.md").output) == [
                "[1/3] data  TIME", "[2/3] training  TIME", "[3/3] test  TIME", "report: Output/small/report.html",
            ])
        let report = try place.text(of: "Output/small/report.html")
        let weights = place.data(of: "Output/small/weights.safetensors")
        try FileManager.default.removeItem(atPath: "\(place.folder.path)/Output")
        let second = try place.run("$haltbook run small.md")
        #expect(second.code == 0 && second.errors == "")
        #expect(
            settled(second.output) == [
                "[1/3] data  TIME  reused", "[2/3] training  TIME  reused", "[3/3] test  TIME  reused",
                "report: Output/small/report.html",
            ])
        let again = try place.text(of: "Output/small/report.html")
        #expect(withoutCircumstances(again) == withoutCircumstances(report))
        #expect(again.contains("reused from an earlier run that did the same"))
        #expect(weights != nil && place.data(of: "Output/small/weights.safetensors") == weights)
        #expect(try place.names == [".haltbook", "Output", "small.md"])
        #expect(try place.text(of: ".haltbook/.gitignore") == "*\n")
    }

    @Test func freshPassesOverWhatIsKept() throws {
        let place = try workplace()
        #expect(
            settled(try place.run("$haltbook run small.md --fresh").output) == [
                "[1/3] data  TIME", "[2/3] training  TIME", "[3/3] test  TIME", "report: Output/small/report.html",
            ])
        #expect(
            try plan(place, "--fresh").last?.hasPrefix("0 reused, 3 to run; the ones to run took TIME") == true)
    }

    @Test func onlyWhatACommandTouchesRunsAgain() throws {
        let place = try workplace()
        try place.change("small.md", "resamples=20", to: "resamples=30")
        #expect(
            settled(try place.run("$haltbook run small.md").output) == [
                "[1/3] data  TIME  reused", "[2/3] training  TIME  reused", "[3/3] test  TIME",
                "report: Output/small/report.html",
            ])
    }

    @Test func aRunOfOneCellShowsTheOthersOfEarlierRunsAndSaysWhatIsOutOfDate() throws {
        let place = try workplace()
        let run = try place.run("$haltbook run small.md --only data -p epochs=3")
        #expect(run.code == 0)
        #expect(
            settled(run.output) == [
                "[1/3] data  TIME  reused", "[2/3] training  TIME  of an earlier run, out of date",
                "[3/3] test  TIME  of an earlier run, out of date", "report: Output/small/report.html",
            ])
        let report = try place.text(of: "Output/small/report.html")
        #expect(
            report.contains(
                "1 of 3 cells are done, as this run was asked to</span> · <span class=\"state stale\">2 cells are out of date</span> · seed 3"
            ))
        #expect(report.contains("<strong>Out of date. </strong>This is of an earlier run. Since then:"))
        #expect(report.contains("<li>command: train epochs=2 -&gt; train epochs=3</li>"))
        #expect(report.contains(">2 (out of date)</span> epochs."))
    }

    @Test func aRunToACellLeavesThoseAfterIt() throws {
        let place = try Workplace(["small.md": smallNotebook])
        let run = try place.run("$haltbook run small.md --to training")
        #expect(run.code == 0)
        #expect(
            settled(run.output) == [
                "[1/3] data  TIME", "[2/3] training  TIME", "report: Output/small/report.html",
            ])
        let report = try place.text(of: "Output/small/report.html")
        #expect(report.contains("2 of 3 cells are done, as this run was asked to"))
        #expect(report.contains("<p class=\"footnote\">test · not run</p>"))
    }

    @Test func aRunFromACellRunsWhatItNeeds() throws {
        let place = try workplace()
        #expect(
            settled(try place.run("$haltbook run small.md --from test -p epochs=3").output) == [
                "[1/3] data  TIME  reused", "  going on from the checkpoint of epoch 2", "[2/3] training  TIME",
                "[3/3] test  TIME", "report: Output/small/report.html",
            ])
    }

    @Test func cellsAreNamedByLabelOrNumberAndWhatIsNeitherIsSaid() throws {
        let place = try Workplace(["small.md": smallNotebook, "plain.md": "```halt\nsetup\n```\n"])
        #expect(try place.run("$haltbook run small.md --to 1").output.contains("[1/3] data"))
        try FileManager.default.removeItem(atPath: "\(place.folder.path)/Output")
        for (command, message) in [
            ("small.md --to tets", "small.md has no cell `tets`; did you mean `test`?"),
            ("small.md --only 4", "small.md has no cell `4`; its labels are data, training, test"),
            ("small.md --from nothing", "small.md has no cell `nothing`; its labels are data, training, test"),
            ("plain.md --only first", "plain.md has no cell `first`; none of its cells has one; give a number"),
        ] {
            let result = try place.run("$haltbook run \(command)")
            #expect(result.code == 2)
            #expect(result.output == "")
            #expect(result.errors == "haltbook: error: \(message)\n")
            #expect(try place.run("$haltbook plan \(command)").errors == "haltbook: error: \(message)\n")
        }
        #expect(!place.has("Output"))
        let both = try place.run("$haltbook run small.md --to data --only test")
        #expect(both.code == 2)
        #expect(both.errors.hasPrefix("Error: --to, --only and --from exclude each other; give one of them\n"))
    }

    // MARK: Plans

    @Test func aPlanBeforeTheFirstRun() throws {
        let place = try Workplace(["small.md": smallNotebook])
        #expect(
            try plan(place) == [
                "run    data    ", "         it has not been run yet", "run    training",
                "         it has not been run yet", "run    test    ", "         it has not been run yet",
                "0 reused, 3 to run",
            ])
        #expect(try plan(place, "--only data").last == "0 reused, 1 to run, 2 left out")
        #expect(try place.names == ["small.md"])
    }

    @Test func aPlanReusesAllWhereProseAloneHasChanged() throws {
        let place = try workplace()
        #expect(try plan(place) == Self.allReused)
        try place.change("small.md", "Some prose.", to: "# Other prose\n\nOf two blocks.")
        try place.change("small.md", "#| label: data", to: "#| label: data\n#| fold: true")
        try place.change("small.md", "setup seed=3", to: "setup   seed=3   # a comment")
        #expect(try plan(place) == Self.allReused)
    }

    @Test func aPlanNamesTheCommandThatHasChanged() throws {
        let place = try workplace()
        try place.change("small.md", "resamples=20", to: "resamples=30")
        #expect(
            try plan(place) == [
                "reuse  data      last time TIME", "reuse  training  last time TIME",
                "run    test      last time TIME",
                "         command: evaluate test threshold=0.5 resamples=20 -> evaluate test threshold=0.5 resamples=30",
                "2 reused, 1 to run; the ones to run took TIME last time",
            ])
    }

    @Test func aPlanNamesWhatAParameterChanges() throws {
        let place = try workplace()
        #expect(
            try plan(place, "-p epochs=3") == [
                "reuse  data      last time TIME",
                "run    training  last time TIME", "         command: train epochs=2 -> train epochs=3",
                "run    test      last time TIME", "         model (from training): #… -> #…",
                "         study (from training): #… -> #…",
                "1 reused, 2 to run; the ones to run took TIME last time",
            ])
        #expect(
            try plan(place, "-p epochs=3 --only data").last == "1 reused, 0 to run, 2 shown from earlier runs")
    }

    @Test func aPlanNamesTheFileThatHasChanged() throws {
        let place = try workplace()
        #expect(try place.run("mv Output/small/weights.safetensors .").code == 0)
        let text =
            "```halt\n#| label: weights\nload weights.safetensors\n```\n\n```halt\n#| label: other\nexpect 1 == 1\n```\n"
        try text.write(to: place.folder.appendingPathComponent("reader.md"), atomically: true, encoding: .utf8)
        #expect(try place.run("$haltbook run reader.md").code == 0)
        #expect(
            try place.run("$haltbook plan reader.md").output.hasSuffix("2 reused, 0 to run\n"))
        try place.change("small.md", "seed=3", to: "seed=4")
        #expect(try place.run("$haltbook run small.md && mv Output/small/weights.safetensors .").code == 0)
        #expect(
            settled(try place.run("$haltbook plan reader.md").output) == [
                "run    weights  last time TIME", "         file weights.safetensors: sha256 #… -> sha256 #…",
                "reuse  other    last time TIME", "1 reused, 1 to run; the ones to run took TIME last time",
            ])
        #expect(
            settled(try place.run("$haltbook run reader.md").output) == [
                "[1/2] weights  TIME", "[2/2] other  TIME  reused", "report: Output/reader/report.html",
            ])
    }

    @Test func aPlanAsJSONSaysTheSame() throws {
        struct Plan: Decodable {
            struct Cell: Decodable {
                var cell: Int
                var name: String
                var line: Int
                var action: String
                var reasons: [String]
                var key: String
                var lastSeconds: Double
                var lastOutcome: String
            }

            var notebook: String
            var cells: [Cell]
        }
        let place = try workplace()
        try place.change("small.md", "resamples=20", to: "resamples=30")
        let output = try place.run("$haltbook plan small.md --format json").output
        let plan = try JSONDecoder().decode(Plan.self, from: Data(output.utf8))
        #expect(plan.notebook == "small.md")
        #expect(
            plan.cells.map { "\($0.cell) \($0.name) \($0.line) \($0.action) \($0.lastOutcome)" } == [
                "1 data 7 reuse succeeded", "2 training 17 reuse succeeded", "3 test 24 run succeeded",
            ])
        #expect(
            plan.cells.map(\.reasons) == [
                [], [],
                [
                    "command: evaluate test threshold=0.5 resamples=20 -> evaluate test threshold=0.5 resamples=30"
                ],
            ])
        #expect(plan.cells.allSatisfy { $0.key.count == 64 && $0.lastSeconds >= 0 })
    }
}
