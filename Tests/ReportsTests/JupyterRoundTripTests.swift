import Foundation
import Notebooks
import Testing

@testable import Reports

/// A notebook exported to Jupyter and imported again is the same text, byte for byte.
@Suite struct JupyterRoundTripTests {
    private static let repository = URL(filePath: #filePath).deletingLastPathComponent()
        .appendingPathComponent("../..")

    private func again(_ text: String) throws -> JupyterImport {
        try JupyterImport(JupyterExport(text, name: "a.md").bytes())
    }

    private func isSame(_ text: String) throws -> Bool { try again(text).text.utf8.elementsEqual(text.utf8) }

    @Test(arguments: ["halt-walkthrough", "first-steps", "precision"])
    func theProjectsNotebooksComeBack(name: String) throws {
        let text = try String(
            contentsOf: Self.repository.appendingPathComponent("Notebooks/\(name).md"), encoding: .utf8)
        let imported = try again(text)
        #expect(imported.text.utf8.elementsEqual(text.utf8))
        #expect(imported.warnings == [])
    }

    @Test(arguments: [
        "", "\n", "a", "a\n\n\n", "```halt\n```", "```halt\n```\n", "```halt\n\n```\n", "```halt\nsetup\n```",
        "```halt", "```halt\nsetup", "```halt\nsetup\n", "```halt\nsetup\n\n\n```\n\n\n",
        "  ````{halt}\n  setup\n  `````  \nb",
        "~~~halt\n```\n~~~\n", "---\ntitle: A\n---\n```halt\nsetup\n```\n", "---\ntitle: A\n...\n\na\n",
        "\u{FEFF}---\r\ntitle: A\r\n---\r\na\r\n```halt\r\nsetup\r\n```\r\nb", "\u{FEFF}```halt\nsetup\n```\n",
        "a\r```halt\rsetup\r```\rb\r", "a\u{0}b\n```halt\n\u{0}\n```\n",
        "a\n```halt\nsetup\n```\nb\n```halt\nsplit\n```\n",
        "- a\n\n  ```halt\n  setup\n  ```\n\n> ```halt\n> split\n> ```\n\n```halt\nmodel\n```\n\n- ```halt\n  train",
        "---\nno front matter\n", "\u{301}\n```halt\n\u{301}```\u{301}\n```\n\u{301}", "```halt\n```\u{301}\n```\n",
        "\u{FEFF}\u{FEFF}---\n---", "\u{FEFF}\u{FEFF}```halt\nsetup\n```\n",
        "<div>\n```halt\nsetup\n```\n", "```halt\nsetup\n```\n```halt\nsetup\n```\n",
    ])
    func whateverEndsItsLinesAndFencesItsCells(text: String) throws {
        #expect(try isSame(text))
    }

    @Test func changedNotebooksComeBack() throws {
        let text = try String(
            contentsOf: Self.repository.appendingPathComponent("Notebooks/precision.md"), encoding: .utf8)
        var random = SmallRandom(state: 7)
        let tokens = [
            "```halt\n", "```\n", "````", "~~~", "\n", "\r\n", "\r", "> ", "- ", "    ", "\t", "---\n", "#| label: a\n",
            "{{", "<div>\n", "\u{0}", "\u{FEFF}", "\u{301}", "é", "1. ",
        ]
        for _ in 0..<400 {
            var scalars = Array(text.unicodeScalars.prefix(1500))
            for _ in 0...random.below(8) {
                let at = random.below(scalars.count)
                switch random.below(3) {
                case 0: scalars.removeSubrange(at..<min(scalars.count, at + random.below(40)))
                default: scalars.insert(contentsOf: tokens[random.below(tokens.count)].unicodeScalars, at: at)
                }
            }
            let changed = String(String.UnicodeScalarView(scalars))
            #expect(try isSame(changed), "\(changed.debugDescription)")
        }
    }

    /// Bytes that were changed are a notebook or are refused; nothing traps.
    @Test func whatIsNoLongerANotebookIsRefused() throws {
        let bytes = try JupyterExport("---\ntitle: A\n---\n# B\n\n```halt\nsetup\n```\n\nc\n", name: "a.md").bytes()
        var random = SmallRandom(state: 11)
        let tokens = [
            "null", "[]", "{}", "-1", "9223372036854775807", "1e999", "\"\\ud800\"", "\"\\u0000\"", "\"", "[", "{", ",",
            "true",
        ]
        for _ in 0..<2000 {
            var changed = bytes
            for _ in 0...random.below(3) {
                let at = random.below(changed.count)
                switch random.below(3) {
                case 0: changed[at] = UInt8(random.below(256))
                case 1: changed.removeSubrange(at..<min(changed.count - 1, at + random.below(30)))
                default:
                    let end = changed[at...].firstIndex { [0x2C, 0x0A].contains($0) } ?? at
                    changed.replaceSubrange(at..<end, with: tokens[random.below(tokens.count)].utf8)
                }
            }
            do throws(ImportProblem) {
                _ = try JupyterImport(changed)
            } catch {
                #expect(!error.description.isEmpty && !error.description.contains("cannot be read"))
            }
        }
    }
}

/// A stream of numbers that is the same each time.
struct SmallRandom {
    var state: UInt64

    mutating func below(_ bound: Int) -> Int {
        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        return Int(state >> 33) % max(1, bound)
    }
}
