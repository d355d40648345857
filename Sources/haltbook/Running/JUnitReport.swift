import Figures
import Notebooks
import Sessions

/// Tests of notebooks in the XML that continuous integration reads: a suite a notebook, a case an expectation.
///
/// Source: https://github.com/testmoapp/junitxml
struct JUnitReport {
    let text: String

    init(_ tests: [NotebookTest]) {
        let suites = tests.map(Self.suite)
        let root = Markup.tag("testsuites", ["name": "haltbook"], suites)
        text = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n" + root.rendered + "\n"
    }

    private static func suite(_ test: NotebookTest) -> Markup {
        var cases = test.expectations.map { expectation in
            let failure =
                expectation.outcome.passed
                ? []
                : [
                    Markup.tag(
                        expectation.isOptional ? "skipped" : "failure",
                        ["message": "does not hold: \(expectation.outcome.detail)"])
                ]
            return Markup.tag(
                "testcase",
                [
                    "name": "expect \(expectation.outcome.comparison)",
                    "classname": "\(test.path):\(expectation.cell)", "file": test.path,
                    "line": String(expectation.place.line),
                ], failure)
        }
        let isBroken = ![0, 3].contains(test.exitCode)
        if isBroken {
            let message = test.problems.joined(separator: "\n")
            cases.append(
                .tag(
                    "testcase", ["name": "the notebook runs", "classname": test.path],
                    .tag(
                        "error", ["message": message.split(separator: "\n").first.map(String.init) ?? ""],
                        .text(message))))
        }
        let failures = test.expectations.count { !$0.outcome.passed && !$0.isOptional }
        return .tag(
            "testsuite",
            [
                "name": test.path, "tests": String(cases.count), "failures": String(failures),
                "errors": isBroken ? "1" : "0", "time": fixed(test.seconds, digits: 3),
            ], cases)
    }
}
