import Foundation
import Testing

/// `haltbook cache`, and where results are kept.
@Suite struct CacheProgramTests {
    private typealias Workplace = ProgramTests.Workplace

    /// A folder where the small notebook has been run once.
    private func workplace() throws -> Workplace {
        let place = try Workplace(["small.md": smallNotebook])
        #expect(try place.run("$haltbook run small.md").code == 0)
        return place
    }

    /// What a command on the cache says, with dates, sizes and digests as words.
    private func said(_ place: Workplace, _ command: String) throws -> [String] {
        let result = try place.run("$haltbook cache \(command)")
        #expect(result.code == 0 && result.errors == "")
        let text = result.output.replacing(/\d{4}-\d\d-\d\d/, with: "DATE").replacing(
            /[1-9]\d*(\.\d)? k?B/, with: "SIZE"
        )
        .replacing(/\ +SIZE/, with: " SIZE").replacing(/\b[0-9a-f]{12}\b/, with: "DIGEST")
        return text.split(separator: "\n").map(String.init)
    }

    @Test func whatIsKeptIsListed() throws {
        let place = try workplace()
        let list = try said(place, "list")
        #expect(
            list.dropLast().sorted() == [
                "DATE SIZE  DIGEST  checkpoint", "DATE SIZE  DIGEST  small.md: data",
                "DATE SIZE  DIGEST  small.md: test", "DATE SIZE  DIGEST  small.md: training",
            ])
        #expect(list.last == ".haltbook: 4 items, SIZE")
        #expect(try said(place, "list .") == list)
        #expect(try place.run("cd / && $haltbook cache list '\(place.folder.path)'").output.contains(": 4 items, "))
    }

    @Test func whatWasUsedLastIsListedFirst() throws {
        let place = try workplace()
        let old = """
            cd .haltbook && touch -d 2020-01-01 cache/entries/* checkpoints/* \
            && touch -d 2021-01-01 $(grep -l '"cell":"training"' cache/entries/*)
            """
        #expect(try place.run(old).code == 0)
        let list = try place.run("$haltbook cache list").output.split(separator: "\n")
        #expect(list[0].hasPrefix("2021-01-01 ") && list[0].hasSuffix("  small.md: training"))
        #expect(list[1...3].allSatisfy { $0.hasPrefix("2020-01-01 ") })
    }

    @Test func pruningDropsWhatWasNotOfUseForLong() throws {
        let place = try workplace()
        #expect(try said(place, "prune --older 30d") == [".haltbook: dropped 0 items, 0 B; SIZE left"])
        #expect(try place.run("touch -d 2020-01-01 .haltbook/cache/entries/* .haltbook/checkpoints/*").code == 0)
        #expect(try place.run("$haltbook run small.md --only data").code == 0)
        // The two cells that are shown of an earlier run are of use, too.
        #expect(try said(place, "prune --older 30d") == [".haltbook: dropped 1 item, SIZE; SIZE left"])
        #expect(
            try said(place, "list").dropLast().sorted() == [
                "DATE SIZE  DIGEST  small.md: data", "DATE SIZE  DIGEST  small.md: test",
                "DATE SIZE  DIGEST  small.md: training",
            ])
    }

    @Test func pruningToASizeDropsWhatIsOver() throws {
        let place = try workplace()
        #expect(try said(place, "prune --keep 1GB") == [".haltbook: dropped 0 items, 0 B; SIZE left"])
        #expect(try said(place, "prune --keep 0B") == [".haltbook: dropped 4 items, SIZE; 0 B left"])
        #expect(try said(place, "list") == [".haltbook: 0 items, 0 B"])
        #expect(
            settled(try place.run("$haltbook plan small.md").output) == [
                "run    data      last time TIME", "         its results are no longer kept",
                "run    training  last time TIME", "         its results are no longer kept",
                "run    test      last time TIME", "         its results are no longer kept",
                "0 reused, 3 to run; the ones to run took TIME last time",
            ])
        #expect(try place.run("$haltbook run small.md").code == 0)
    }

    @Test func whatCannotBeDoneIsSaid() throws {
        let place = try workplace()
        for (command, message) in [
            ("prune", "Error: give --keep, --older or both\n"),
            ("prune --keep much", "Error: --keep takes a size such as `5GB`, not `much`\n"),
            ("prune --older long", "Error: --older takes a time such as `30d` or `12h`, not `long`\n"),
            ("list nowhere", "haltbook: error: there is no .haltbook in nowhere\n"),
            ("list Output", "haltbook: error: there is no .haltbook in Output\n"),
        ] {
            let result = try place.run("$haltbook cache \(command)")
            #expect(result.code == 2)
            #expect(result.errors.hasPrefix(message), "\(command)")
        }
    }

    // MARK: Where results are kept

    @Test func whereNothingCanBeKeptBesideTheNotebookItIsKeptWithTheOutput() throws {
        // A file in the folder's place hinders whoever runs this, the superuser, too.
        let place = try Workplace(["small.md": smallNotebook, ".haltbook": ""])
        let first = try place.run("$haltbook run small.md -o out")
        #expect(first.code == 0 && first.errors == "")
        #expect(place.data(of: ".haltbook") == Data())
        let second = try place.run("$haltbook run small.md -o out")
        #expect(second.code == 0 && second.errors == "")
        #expect(
            settled(second.output) == [
                "[1/3] data  TIME  reused", "[2/3] training  TIME  reused", "[3/3] test  TIME  reused",
                "report: out/report.html",
            ])
        #expect(try place.run("$haltbook test small.md").code == 0)
    }

    @Test func nothingIsWrittenThroughALinkInTheFoldersPlace() throws {
        let place = try Workplace(["small.md": smallNotebook])
        #expect(try place.run("mkdir elsewhere && ln -s elsewhere .haltbook").code == 0)
        for command in [
            "run small.md -o out", "run small.md -o out --fresh", "plan small.md -o out", "test small.md",
            "verify out/report.html --rerun",
        ] {
            let result = try place.run("$haltbook \(command)")
            #expect(result.code == 0 && result.errors == "", "\(command)")
            #expect(try FileManager.default.contentsOfDirectory(atPath: "\(place.folder.path)/elsewhere") == [])
        }
        #expect(try said(place, "list").last?.hasPrefix("out/.haltbook: ") == true)
        #expect(place.has("out/.haltbook/cache/entries"))
    }

    @Test(arguments: ["cache", "cache/entries", "cache/pieces", "checkpoints", "last"])
    func norThroughALinkInIt(name: String) throws {
        let place = try Workplace(["small.md": smallNotebook])
        // Neither beside the notebook nor in the output folder, where results go then.
        let setUp = """
            mkdir elsewhere && for kept in .haltbook out/.haltbook; do \
            mkdir -p $(dirname $kept/\(name)) && ln -s "$PWD/elsewhere" $kept/\(name); done
            """
        #expect(try place.run(setUp).code == 0)
        for _ in 1...2 {
            let result = try place.run("$haltbook run small.md -o out")
            #expect(result.code == 0 && result.errors == "")
        }
        #expect(try FileManager.default.contentsOfDirectory(atPath: "\(place.folder.path)/elsewhere") == [])
        #expect(
            try place.run("$haltbook plan small.md -o out").output.hasSuffix("3 reused, 0 to run\n"))
    }

    @Test func aLinkInTheOutputFolderIsReplaced() throws {
        let place = try Workplace(["small.md": smallNotebook, ".haltbook": ""])
        #expect(try place.run("mkdir elsewhere out && ln -s ../elsewhere out/.haltbook").code == 0)
        let result = try place.run("$haltbook run small.md -o out")
        #expect(result.code == 0 && result.errors == "")
        #expect(try FileManager.default.contentsOfDirectory(atPath: "\(place.folder.path)/elsewhere") == [])
        #expect(place.has("out/.haltbook/cache/entries"))
    }

    // MARK: What may be read

    @Test func aFileOutsideTheNotebooksFolderIsReadWhereThatIsAllowed() throws {
        let place = try workplace()
        let setUp = """
            mkdir notebooks && mv Output/small/weights.safetensors w.safetensors \
            && printf '```halt\\nload ../w.safetensors\\n```\\n' > notebooks/a.md
            """
        #expect(try place.run(setUp).code == 0)
        let forbidden = """
            notebooks/a.md:2:6: error[HB0305]: `../w.safetensors` leaves the folder that a notebook may use; put the file beside the notebook, or allow its folder with `--allow-path`
              2 | load ../w.safetensors
                |      ^

            """
        for command in ["run", "plan"] {
            let result = try place.run("$haltbook \(command) notebooks/a.md")
            #expect(result.code == 2 && result.errors == forbidden)
        }
        let elsewhere = try place.run("$haltbook run notebooks/a.md --allow-path Output")
        #expect(elsewhere.code == 2 && elsewhere.errors == forbidden)
        let allowed = try place.run("$haltbook run notebooks/a.md --allow-path .")
        #expect(allowed.code == 0 && allowed.errors == "")
        #expect(settled(allowed.output) == ["[1/1] cell 1  TIME", "report: Output/a/report.html"])
        #expect(
            try place.run("$haltbook verify Output/a/report.html").output
                == "same     ../../notebooks/a.md\nsame     ../w.safetensors\n")
        #expect(try place.run("$haltbook test notebooks/a.md --allow-path .").code == 0)
        #expect(try place.run("$haltbook test notebooks/a.md").code == 2)
    }
}
