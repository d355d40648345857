import Testing

@testable import Notebooks

@Suite struct BibliographyTests {
    private static let text = """
        Comments stand between entries: somebody@example.org is none.
        @string{neurips = "Advances in Neural Information Processing Systems"}
        @comment{ @article{not, title={read}} }
        @article{shapiro2026,
          author = {Shapiro, Ada and Taneja, K. and {\\'A}d{\\'a}m G{\\"o}del},
          title  = "Hallucinations as {Time Series}: {HALT}",
          journal = {J. of Tests}, volume = 12, number = {3}, pages = {1--9},
          year   = 2026,
          doi = {10.1000/182},
        }
        @inproceedings{cho2014, author={Kyunghyun Cho and others}, title={GRUs}, booktitle= neurips # { 27 }, year={2014}}
        @misc(halt, author = {{The HALT Team}}, title = {HALT \\& friends}, eprint = {2602.02888}, archivePrefix = {arXiv}, year = {2026})
        @misc{nobody, title = {A Page~of its own}, date = {2025-01-02}, url = {https://example.org}}
        """

    private func bibliography(_ keys: [String], _ style: Bibliography.Style) -> Bibliography {
        let entries = BibTeXParser(Self.text).entries
        return Bibliography(keys.compactMap { key in entries.first { $0.key == key } }, style: style)
    }

    @Test func `entries are read with their fields, and comments are not`() {
        let parser = BibTeXParser(Self.text)
        #expect(parser.problems == [])
        #expect(parser.entries.map(\.key) == ["shapiro2026", "cho2014", "halt", "nobody"])
        #expect(parser.entries.map(\.type) == ["article", "inproceedings", "misc", "misc"])
        #expect(parser.entries[0].text("title") == "Hallucinations as Time Series: HALT")
        #expect(parser.entries[0].authors.map(\.family) == ["Shapiro", "Taneja", "Gödel"])
        #expect(parser.entries[0].authors[2].given == "Ádám")
        #expect(parser.entries[1].text("booktitle") == "Advances in Neural Information Processing Systems 27")
        #expect(parser.entries[2].authors == [PersonName(family: "The HALT Team", given: "")])
    }

    @Test func `works are cited by author and year`() {
        let all = bibliography(["shapiro2026", "cho2014", "halt", "nobody"], .authorYear)
        #expect(all.name(of: "shapiro2026") == .init(authors: "Shapiro et al.", year: "2026", number: 3))
        #expect(all.name(of: "cho2014") == .init(authors: "Cho et al.", year: "2014", number: 2))
        #expect(all.name(of: "halt") == .init(authors: "The HALT Team", year: "2026", number: 4))
        #expect(all.name(of: "nobody") == .init(authors: "A Page of its own", year: "2025", number: 1))
        #expect(all.name(of: "missing") == nil)
        #expect(all.references.map(\.key) == ["nobody", "cho2014", "shapiro2026", "halt"])
        #expect(
            all.references.map(\.address) == [
                "https://example.org", nil, "https://doi.org/10.1000/182", "https://arxiv.org/abs/2602.02888",
            ])
        #expect(all.references[2].authors == "A. Shapiro, K. Taneja and Á. Gödel")
        #expect(all.references[2].container == "J. of Tests")
        #expect(all.references[2].details == "12(3), pp. 1–9")
        #expect(all.references[1].authors == "K. Cho et al.")
    }

    @Test func `works are cited by number, in the order of their citation`() {
        let two = bibliography(["halt", "cho2014", "halt"].uniqued, .numeric)
        #expect(two.name(of: "halt")?.number == 1)
        #expect(two.name(of: "cho2014")?.number == 2)
        #expect(two.references.map(\.mark) == ["[1]", "[2]"])
    }

    @Test func `what nobody is named for is cited by its title, a short one where there is one`() {
        let text = "@misc{a, title={One long title}, shorttitle={One}}\n@misc{b, title={Two}}"
        let both = Bibliography(BibTeXParser(text).entries, style: .authorYear)
        #expect(both.name(of: "a")?.authors == "One" && both.name(of: "b")?.authors == "Two")
        #expect(both.references.map(\.title) == ["One long title", "Two"])
    }

    @Test func `the same authors in the same year are told apart`() {
        let text = "@misc{b, author={A. B}, title={Two}, year=2020}\n@misc{a, author={A. B}, title={One}, year=2020}"
        let both = Bibliography(BibTeXParser(text).entries, style: .authorYear)
        #expect(both.name(of: "a")?.year == "2020a")
        #expect(both.name(of: "b")?.year == "2020b")
    }

    @Test func `what is wrong is said with its line, and the rest is read`() {
        let text = "@article{\n}\n@misc{a, title}\n@misc{a, title={x}}\n@misc{b, title={y}, year=2}\n@misc{c, title={z"
        let parser = BibTeXParser(text)
        #expect(parser.entries.map(\.key) == ["a", "b", "c"])
        #expect(
            parser.problems == [
                BibTeXProblem(
                    line: 1, problem: "an entry of type `article` has no key", remedy: "write `@article{key, …}`"),
                BibTeXProblem(
                    line: 3, problem: "a field is not written `name = value`", remedy: "write `title = {…},`"),
                BibTeXProblem(
                    line: 4, problem: "the key `a` stands twice", remedy: "choose another key; the first one counts"),
                BibTeXProblem(line: 6, problem: "an entry is not closed", remedy: "close it with `}`"),
            ])
    }

    @Test func `accents are one scalar with their letters where there is one`() {
        let names = PersonName.list(
            #"van Merri{\"e}nboer, B. and Erd{\H{o}}s, P. and {\v Z}x, Q. and Q{\'q}, R."#)
        #expect(names.map(\.family) == ["van Merriënboer", "Erdős", "Žx", "Qq\u{301}"])
        #expect(names.map { $0.family.unicodeScalars.count } == [15, 5, 2, 3])
    }

    @Test func `names in their forms`() {
        let names = PersonName.list("Ludwig van Beethoven and van Beethoven, Ludwig and Madonna and {CERN}")
        #expect(names.map(\.family) == ["van Beethoven", "van Beethoven", "Madonna", "CERN"])
        #expect(names.map(\.short) == ["L. van Beethoven", "L. van Beethoven", "Madonna", "CERN"])
    }

    @Test func `thousands of garbled bibliographies are read`() {
        var random = Lehmer(state: 7)
        let bytes = Array(Self.text.utf8)
        for _ in 0..<3000 {
            var garbled = bytes
            for _ in 0..<Int.random(in: 1...8, using: &random) {
                let place = Int.random(in: 0..<garbled.count, using: &random)
                switch Int.random(in: 0..<3, using: &random) {
                case 0: garbled[place] = UInt8.random(in: 0...255, using: &random)
                case 1: garbled.removeSubrange(place..<min(garbled.count, place + 9))
                default: garbled.insert(contentsOf: Array("{}\"\\@#,=".utf8), at: place)
                }
            }
            let parser = BibTeXParser(String(decoding: garbled, as: UTF8.self))
            let all = Bibliography(parser.entries, style: .authorYear)
            #expect(all.references.count == parser.entries.count)
        }
    }

    private struct Lehmer: RandomNumberGenerator {
        var state: UInt64
        mutating func next() -> UInt64 {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return state
        }
    }
}

extension [String] {
    fileprivate var uniqued: [String] { reduce(into: []) { if !$0.contains($1) { $0.append($1) } } }
}
