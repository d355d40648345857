import Figures
import Foundation
import Testing

@Suite("Data as CSV")
struct CSVTests {
    @Test("is read back as it was by a strict reader of RFC 4180, whatever the texts")
    func roundTrips() throws {
        var state: UInt64 = 7
        let pieces = ["\"", ",", "\r\n", "\r", "\n", "a", " ", "\u{301}", "\u{200D}", "é", "😀", "\"\"", "=1+1", ""]
        for _ in 0..<300 {
            func text() -> String {
                (0..<4).map { _ in
                    state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
                    return pieces[Int(state >> 33) % pieces.count]
                }.joined()
            }
            let names = (0..<4).map { _ in text() }
            let bars = names.dropFirst(2).map { BarChart.Bar($0, 0.5) }
            let chart = BarChart(category: names[0], value: Axis(names[1]), bars: bars)
            let figure = Figure(title: "t", chart: .bars(chart))
            let rows = try #require(CSVReader.rows(of: figure.csv), "\(figure.csv.debugDescription)")
            let expected = [[names[0], names[1]]] + names.dropFirst(2).map { [$0, "0.5"] }
            #expect(
                rows.map { $0.map { Array($0.unicodeScalars) } } == expected.map { $0.map { Array($0.unicodeScalars) } }
            )
            let address = figure.csvAddress
            #expect(address.hasPrefix("data:text/csv;charset=utf-8,"))
            #expect(address.utf8.allSatisfy { (0x21...0x7E).contains($0) && !"\"#&'<>[\\]^`{|}".utf8.contains($0) })
            #expect(address.dropFirst("data:text/csv;charset=utf-8,".count).removingPercentEncoding == figure.csv)
        }
    }

    @Test("numbers come back as they were, to the last bit")
    func numbers() throws {
        let values = [
            0, -0.0, 1, -3, 1.0 / 3, 1e-300, .leastNonzeroMagnitude, 1.7976931348623157e308, 1e16, 123_456.789, .nan,
            -.infinity,
        ]
        let bars = values.map { BarChart.Bar("a", $0) }
        let figure = Figure(title: "t", chart: .bars(BarChart(category: "c", value: Axis("v"), bars: bars)))
        let rows = try #require(CSVReader.rows(of: figure.csv)).dropFirst()
        #expect(rows.map { $0[1] }.prefix(5) == ["0", "-0", "1", "-3", "0.3333333333333333"])
        for (row, value) in zip(rows, values) {
            let back = try #require(Double(row[1]))
            #expect(back.bitPattern == value.bitPattern || back.isNaN && value.isNaN)
        }
    }

    @Test("has a row for each stretch, group and token of the newer charts")
    func tables() throws {
        func table(_ name: String) throws -> [[String]] {
            let sample = try #require(Samples.all.first { $0.name == name })
            return try #require(CSVReader.rows(of: sample.figure.csv))
        }
        let histogram = try table("histogram")
        #expect(histogram[0] == ["probability of hallucination, from", "to", "correct", "hallucinated"])
        #expect(histogram[1...2] == [["0", "0.1", "9", "1"], ["0.1", "0.2", "5", "1"]])
        #expect(histogram.count == 11)
        let boxes = try table("boxes")
        #expect(
            boxes[0] == [
                "class", "values", "low", "lower quartile", "median", "upper quartile", "high", "outliers",
            ])
        #expect(boxes[1] == ["correct", "11", "0.1", "0.25", "0.35", "0.5", "0.6", "0.95 1.2"])
        #expect(try table("tokens")[2] == ["2", " capital", "0.41"])
    }
}

/// https://www.rfc-editor.org/rfc/rfc4180: lines end in CRLF; a field with a comma, a quotation mark or a line break stands in
/// quotation marks, and a quotation mark in it is written twice.
private struct CSVReader {
    private var rest: Substring.UnicodeScalarView

    /// Nil where the text breaks the rules.
    static func rows(of text: String) -> [[String]]? {
        var reader = CSVReader(rest: text[...].unicodeScalars)
        var rows: [[String]] = []
        while !reader.rest.isEmpty {
            guard let row = reader.row() else { return nil }
            rows.append(row)
        }
        return rows
    }

    private mutating func row() -> [String]? {
        var fields: [String] = []
        while true {
            guard let field = take("\"") ? quoted() : plain() else { return nil }
            fields.append(field)
            if take(",") { continue }
            return take("\r") && take("\n") ? fields : nil
        }
    }

    private mutating func plain() -> String? {
        let field = rest.prefix { !",\r\n".unicodeScalars.contains($0) }
        rest = rest[field.endIndex...]
        return field.contains("\"") ? nil : String(field)
    }

    private mutating func quoted() -> String? {
        var field = String.UnicodeScalarView()
        while let scalar = rest.popFirst() {
            if scalar != "\"" {
                field.append(scalar)
            } else if take("\"") {
                field.append("\"")
            } else {
                return String(field)
            }
        }
        return nil
    }

    private mutating func take(_ scalar: Unicode.Scalar) -> Bool {
        guard rest.first == scalar else { return false }
        rest.removeFirst()
        return true
    }
}
