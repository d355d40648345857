import Figures
import Testing

@Suite("Markup")
struct MarkupTests {
    @Test("writes elements with their attributes in order")
    func elements() {
        let link = Markup.tag("a", ["href": "top.html", "class": "up"], .text("Up"))
        #expect(link.rendered == #"<a href="top.html" class="up">Up</a>"#)
        #expect(Markup.tag("ul", [:], [.tag("li"), .tag("li")]).rendered == "<ul><li></li><li></li></ul>")
    }

    @Test("ends HTML's void elements and SVG's empty ones as an HTML parser wants it")
    func endings() {
        #expect(Markup.tag("br").rendered == "<br>")
        #expect(Markup.tag("img", ["alt": ""]).rendered == #"<img alt="">"#)
        #expect(Markup.tag("path", ["d": "M0 0"]).rendered == #"<path d="M0 0"/>"#)
        #expect(Markup.tag("path", [:], .tag("title", [:], .text("a"))).rendered == "<path><title>a</title></path>")
        #expect(Markup.tag("div").rendered == "<div></div>")
        #expect(Markup.tag("script").rendered == "<script></script>")
    }

    @Test("escapes text, escapes attributes with their quotes, and leaves raw alone")
    func escaping() {
        #expect(Markup.text(#"<b>"5" & 'x'</b>"#).rendered == #"&lt;b&gt;"5" &amp; 'x'&lt;/b&gt;"#)
        #expect(
            Markup.tag("p", ["title": #""><script>&"#]).rendered == #"<p title="&quot;&gt;&lt;script&gt;&amp;"></p>"#)
        #expect(Markup.raw("<b>&amp;</b>").rendered == "<b>&amp;</b>")
    }

    @Test("keeps every language and replaces what no document may hold")
    func characters() throws {
        let fair = "Größe · 漢字 · 🙂🏽 · e\u{301} · עברית\n\ttab"
        #expect(Markup.text(fair).rendered == fair)
        for forbidden in [0, 0x1B, 0x7F, 0x85, 0xFDD0, 0xFFFF, 0x1FFFE] as [UInt32] {
            let scalar = try #require(Unicode.Scalar(forbidden))
            #expect(Markup.text("a\(scalar)b").rendered == "a\u{FFFD}b")
        }
    }
}
