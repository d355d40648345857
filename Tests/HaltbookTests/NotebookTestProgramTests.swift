import Foundation
import Testing

/// `haltbook test`
@Suite struct NotebookTestProgramTests {
    private typealias Workplace = ProgramTests.Workplace

    private static let good = "```halt\n#| label: a\nsetup seed=3\nexpect setup.seed == 3\nexpect setup.seed < 4\n```\n"
    private static let failing =
        "```halt\n#| label: a\nsetup seed=3\nexpect setup.seed == 3\nexpect setup.seed > 3\n```\n"

    @Test func aNotebookWhoseExpectationsHold() throws {
        let place = try Workplace(["good.md": Self.good])
        let result = try place.run("$haltbook test good.md")
        #expect(result.code == 0 && result.errors == "")
        #expect(settled(result.output) == ["ok    good.md  all 2 expectations hold  TIME"])
        #expect(try place.names == [".haltbook", "good.md"])
    }

    @Test func aNotebookWhoseExpectationFails() throws {
        let place = try Workplace(["failing.md": Self.failing])
        let result = try place.run("$haltbook test failing.md")
        #expect(result.code == 3)
        #expect(settled(result.output) == ["FAIL  failing.md  1 of 2 expectations do not hold  TIME"])
        #expect(
            result.errors == """
                failing.md:5:1: error[HB0502]: `setup.seed > 3` does not hold: 3 > 3
                  5 | expect setup.seed > 3
                    | ^

                """)
        // What was kept of the first time says the same.
        let again = try place.run("$haltbook test failing.md")
        #expect(again.code == 3 && again.errors == result.errors)
    }

    @Test func onlyCellsWithExpectationsRunAndThoseTheyNeed() throws {
        let text = smallNotebook + "\n```halt\n#| label: broken\ndataset synthetic samples=3\nsplit\n```\n"
        let place = try Workplace(["small.md": text])
        #expect(try place.run("$haltbook run small.md").code == 1)
        let result = try place.run("$haltbook test small.md --fresh")
        #expect(result.code == 0)
        #expect(settled(result.output) == ["ok    small.md  its expectation holds  TIME"])
    }

    @Test func aNotebookThatExpectsNothingIsRight() throws {
        let place = try Workplace(["a.md": "```halt\nsetup\n```\n"])
        let result = try place.run("$haltbook test a.md")
        #expect(result.code == 0)
        #expect(settled(result.output) == ["ok    a.md  expects nothing  TIME"])
    }

    @Test func anExpectationThatItsCellLetsFailIsNoFailure() throws {
        let text = Self.failing.replacing("#| label: a", with: "#| allow-error: true")
        let place = try Workplace(["a.md": text])
        let result = try place.run("$haltbook test a.md --junit out.xml")
        #expect(result.code == 0)
        #expect(
            settled(result.output) == [
                "ok    a.md  1 of 2 expectations do not hold, as `allow-error` lets them  TIME"
            ])
        let report = try place.text(of: "out.xml")
        #expect(report.contains("failures=\"0\" errors=\"0\""))
        #expect(report.contains("<skipped message=\"does not hold: 3 &gt; 3\"></skipped>"))
    }

    @Test func severalNotebooksAreAllTested() throws {
        let place = try Workplace([
            "good.md": Self.good, "failing.md": Self.failing, "wrong.md": "```halt\nsetpu\n```\n",
        ])
        let result = try place.run("$haltbook test failing.md wrong.md none.md good.md")
        #expect(result.code == 2)
        #expect(
            settled(result.output) == [
                "FAIL  failing.md  1 of 2 expectations do not hold  TIME", "FAIL  wrong.md  is wrong  TIME",
                "FAIL  none.md  is wrong  TIME", "ok    good.md  all 2 expectations hold  TIME",
            ])
        #expect(
            result.errors == """
                failing.md:5:1: error[HB0502]: `setup.seed > 3` does not hold: 3 > 3
                  5 | expect setup.seed > 3
                    | ^
                wrong.md:2:1: error[HB0202]: there is no command `setpu`; did you mean `setup`?
                  2 | setpu
                    | ^
                haltbook: error: cannot read none.md: No such file or directory

                """)
        #expect(try place.run("$haltbook test failing.md good.md").code == 3)
    }

    @Test func aCellThatFailsIsExitCode1() throws {
        let place = try Workplace(["a.md": "```halt\ndataset synthetic samples=3\nsplit\nexpect 1 == 1\n```\n"])
        let result = try place.run("$haltbook test a.md")
        #expect(result.code == 1)
        #expect(settled(result.output) == ["FAIL  a.md  a cell failed  TIME"])
        #expect(result.errors.hasPrefix("a.md:3:1: error[HB0501]: 3 responses leave the validation split empty;"))
    }

    @Test func aTimeoutIsExitCode4() throws {
        let text = smallNotebook.replacing("default: 2", with: "default: 1000000")
        let place = try Workplace(["small.md": text])
        let result = try place.run("$haltbook test small.md --timeout 1s")
        #expect(result.code == 4)
        #expect(settled(result.output) == ["FAIL  small.md  ran out of time  TIME"])
        #expect(
            result.errors.hasPrefix(
                "small.md:20:1: error[HB0503]: training took longer than its timeout; give it more in"))
    }

    @Test func theXMLHasASuiteForEachNotebookAndACaseForEachExpectation() throws {
        let quoted = Self.good.replacing("label: a", with: "label: b").replacing(
            "seed == 3", with: "precision != \"<&>\"")
        let place = try Workplace(["good.md": quoted, "failing.md": Self.failing, "wrong.md": "```halt\nsetpu\n```\n"])
        #expect(try place.run("$haltbook test good.md failing.md wrong.md --junit out.xml").code == 2)
        let report = try place.text(of: "out.xml").replacing(/time="\d+\.\d{3}"/, with: "time=\"TIME\"")
        #expect(
            report.replacing("><", with: ">\n<") == """
                <?xml version="1.0" encoding="UTF-8"?>
                <testsuites name="haltbook">
                <testsuite name="good.md" tests="2" failures="0" errors="0" time="TIME">
                <testcase name="expect setup.precision != &quot;&lt;&amp;&gt;&quot;" classname="good.md:b" file="good.md" line="4">
                </testcase>
                <testcase name="expect setup.seed &lt; 4" classname="good.md:b" file="good.md" line="5">
                </testcase>
                </testsuite>
                <testsuite name="failing.md" tests="2" failures="1" errors="0" time="TIME">
                <testcase name="expect setup.seed == 3" classname="failing.md:a" file="failing.md" line="4">
                </testcase>
                <testcase name="expect setup.seed &gt; 3" classname="failing.md:a" file="failing.md" line="5">
                <failure message="does not hold: 3 &gt; 3">
                </failure>
                </testcase>
                </testsuite>
                <testsuite name="wrong.md" tests="1" failures="0" errors="1" time="TIME">
                <testcase name="the notebook runs" classname="wrong.md">
                <error message="wrong.md:2:1: error[HB0202]: there is no command `setpu`; did you mean `setup`?">wrong.md:2:1: error[HB0202]: there is no command `setpu`; did you mean `setup`?
                  2 | setpu
                    | ^</error>
                </testcase>
                </testsuite>
                </testsuites>

                """)
    }
}
