import Notebooks
import Testing

@testable import Sessions

@Suite struct DiagnosticCodeTests {
    /// A notebook for each code that checking can give, which has nothing else wrong with it.
    static let notebooks: [(code: DiagnosticCode, text: String)] = [
        (.frontMatter, "---\ntitle: [a]\n---\n"),
        (.unclosedFence, "```halt\nsetup\n"),
        (.fenceInfo, "```HALT\nsetup\n```\n"),
        (.displayOption, "```halt\n#| width: 1%\nsetup\n```\n"),
        (.duplicateLabel, "```halt\n#| label: a\n```\n\n```halt\n#| label: a\n```\n"),
        (.syntax, cell("setup seed=")),
        (.unknownCommand, cell("set-up")),
        (.unknownOption, cell("setup seeds=3")),
        (.duplicateOption, cell("setup seed=3 seed=3")),
        (.missingOption, cell("model\nsave")),
        (.wrongType, cell("setup seed=a")),
        (.outOfRange, cell("setup seed=-1")),
        (.missingPrerequisite, cell("split")),
        (.unknownValue, "{{ test.auroc }}"),
        (.unknownFormat, cell("setup") + "{{ setup.seed | bold }}"),
        (.missingFile, cell("load weights")),
        (.forbiddenPath, cell("load ../weights")),
        (.parameterDeclaration, "---\nparameters: { a: [1] }\n---\n"),
        (.unknownParameter, "{{ parameters.a }}"),
    ]

    @Test(arguments: notebooks)
    func `a notebook has exactly the problem that it is meant to have`(code: DiagnosticCode, text: String) throws {
        #expect(try check(text).diagnostics.map(\.diagnostic.code) == [code])
        #expect(try check(text).notebook == nil)
    }

    @Test func `every code is of checking, of reading, or of running`() {
        let checking = Set(Self.notebooks.map(\.code))
        let reading: Set<DiagnosticCode> = [.unreadable, .parameterValue]
        let running: Set<DiagnosticCode> = [.commandFailed, .expectationFailed, .timedOut, .interrupted]
        #expect(checking.union(reading).union(running) == Set(DiagnosticCode.allCases))
    }

    @Test(arguments: notebooks)
    func `every problem says what to do instead`(code: DiagnosticCode, text: String) throws {
        #expect(try check(text).diagnostics.allSatisfy { !$0.diagnostic.remedy.isEmpty })
    }
}
