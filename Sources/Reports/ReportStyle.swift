import Figures
import Files
import FoundationEssentials

/// The report's own style: one column of text, a table of contents beside it where there is room, light or dark as the
/// reader's system is, and black on white on paper.
enum ReportStyle {
    /// All that stands in the page's one `style` element.
    static let text = """
        :root{color-scheme:light dark;\(ReportPalette.properties(\.light))}
        @media screen and (prefers-color-scheme:dark){:root{\(ReportPalette.properties(\.dark))}}
        \(page)\(header)\(contents)\(cells)\(tables)\(prose)\(widths)
        \(Figure.stylesheet)
        \(paper)
        """

    /// How a content security policy names this style and no other: https://www.w3.org/TR/CSP3/#grammardef-hash-source
    static let source = "sha256-\(Data(digest).base64EncodedString())"

    private static var digest: [UInt8] {
        var digest = SHA256()
        digest.update(Array(text.utf8))
        return digest.finalize()
    }

    /// The figures' `width`, in per cent of the column.
    private static let widths = (10...100).map { ".width-\($0){max-width:\($0)%}" }.joined()

    /// A line of text has 60 to 75 characters: a digit, `ch`, is somewhat wider than a letter.
    private static let page = """
        @property --measure{syntax:"<length>";inherits:true;initial-value:600px}
        *{box-sizing:border-box}
        html{scroll-padding-top:1.5rem;-webkit-text-size-adjust:100%}
        body{margin:0;background:var(--paper);color:var(--ink);--measure:55ch;--sans:system-ui,-apple-system,"Segoe UI",\
        Roboto,"Helvetica Neue","Noto Sans",Arial,sans-serif;font:1.1875rem/1.6 Charter,"Bitstream Charter","Sitka Text",\
        Cambria,Georgia,"Noto Serif",serif;overflow-wrap:break-word}
        main{max-width:62rem;margin:0 auto;padding:2rem 1.5rem 5rem}
        article>*{max-width:var(--measure)}article>.cell{max-width:none}
        article>pre,.cell>.source>pre{width:fit-content;min-width:min(100%,var(--measure));max-width:min(100%,46rem)}
        h1,h2,h3,h4,h5,h6,table,figcaption,.contents,.footnote,.summary,.authors,.outcome,.note,summary,dl,.skip\
        {font-family:var(--sans)}
        h1,h2,h3,h4,h5,h6{line-height:1.25;margin:2.2em 0 .6em;font-weight:650;text-wrap:balance}
        h2{font-size:1.5rem;margin-top:2.6em;padding-top:1em;border-top:1px solid var(--line)}
        h3{font-size:1.2rem}h4{font-size:1.03rem}h5,h6{font-size:.95rem}h6{color:var(--soft)}
        hr+h2,article>h2:first-child{border-top:0;padding-top:0}
        p{margin:0 0 1em}
        a{color:var(--link);text-underline-offset:.15em}
        code,pre{font-family:ui-monospace,"SF Mono","Cascadia Mono","DejaVu Sans Mono",Menlo,Consolas,monospace;font-size:.86em}
        pre{font-size:.9rem;background:var(--tint);border:1px solid var(--line);border-radius:6px;padding:.8em 1em;\
        overflow-x:auto;line-height:1.5;margin:0 0 1em}
        pre code{font-size:inherit}
        .ck{color:var(--keyword)}.cn{color:var(--link)}.cs{color:var(--string)}.cv{color:var(--number)}.cc{color:var(--soft)}
        blockquote{margin:0 0 1em;padding-left:1em;border-left:3px solid var(--line);color:var(--soft)}
        ul,ol{padding-left:1.6em}li{margin:.2em 0}
        hr{border:0;border-top:1px solid var(--line);margin:2em 0}
        .value{font-variant-numeric:tabular-nums}
        .value.stale{color:var(--warn)}
        .missing{color:var(--soft)}
        summary{cursor:pointer;color:var(--soft);font-size:.87rem;width:fit-content;padding:.15em 0}
        :focus-visible{outline:2px solid var(--link);outline-offset:2px}
        .skip{position:absolute;left:-100vw}.skip:focus{left:1rem;top:1rem;background:var(--paper);padding:.5em}

        """

    private static let header = """
        h1{font-size:2.3rem;line-height:1.15;margin:.2em 0 .4em;letter-spacing:-.018em;font-weight:700}
        header>*{max-width:var(--measure)}header>h1,header>.cards{max-width:none}
        .lead{font-size:1.25rem;line-height:1.5;color:var(--soft);margin-bottom:.8em}
        .authors{color:var(--soft);font-size:.95rem;margin-bottom:.8em}
        .summary{font-size:.95rem;color:var(--soft);margin-bottom:1.4em}
        .state{display:inline-block;font-weight:650;line-height:1.35;padding:.2em .65em;border-radius:.9em}
        .good{color:var(--good);background:var(--good-tint)}.bad{color:var(--bad);background:var(--bad-tint)}
        .state.stale{color:var(--warn);background:var(--warn-tint)}
        .cards{display:grid;gap:.75rem;grid-template-columns:repeat(auto-fill,minmax(min(13rem,100%),1fr));margin:0 0 .75rem;\
        font-size:.85rem;line-height:1.4}
        .cards>div{border:1px solid var(--line);border-radius:8px;padding:.7em .9em;min-width:0}
        .headlines>div{background:var(--tint)}
        .cards dt{color:var(--soft);overflow-wrap:anywhere}
        .cards dd{margin:0;color:var(--soft)}
        .cards .amount{color:var(--ink);font-size:1.05rem;font-weight:600;font-variant-numeric:tabular-nums}
        .headlines .amount{font-size:1.75rem;line-height:1.3;letter-spacing:-.01em}
        .origin{font-size:.8rem;font-weight:400;color:var(--soft)}
        dl{display:grid;grid-template-columns:max-content minmax(0,1fr);gap:.3em 1.2em;font-size:.9rem}
        dt{color:var(--soft)}dd{margin:0;overflow-wrap:anywhere}
        header{margin-bottom:2.2rem}footer{margin-top:4rem;max-width:var(--measure)}

        """

    /// Without a script: the browser that knows which heading is being read marks it, others only stay beside the text.
    private static let contents = """
        .contents{font-size:.9rem;color:var(--soft);max-width:62rem;margin:0 auto;padding:1rem 1.5rem 0}
        .contents ol{list-style:none;margin:.3em 0;padding-left:0}
        .contents ol ol{padding-left:1em}
        .contents details>ol{scroll-target-group:auto}
        .contents a{color:inherit;text-decoration:none;display:block;padding:.15em .6em;border-left:2px solid transparent}
        .contents a:hover{color:var(--ink);text-decoration:underline}
        .contents a:target-current{color:var(--link);border-color:var(--link)}
        .contents li{margin:0;line-height:1.35}
        @media(min-width:110rem){:root{font-size:112.5%}}
        @media(min-width:75rem){body{display:grid;grid-template-columns:17rem minmax(0,1fr)}\
        .contents{position:sticky;top:0;align-self:start;height:100vh;overflow-y:auto;padding:2.6rem 1rem 2rem 1.5rem}\
        main{grid-column:2;width:100%;padding:2.5rem 2.5rem 5rem 3.5rem}}
        @media(min-width:75rem){@supports selector(::details-content){.contents summary{display:none}\
        .contents details::details-content{content-visibility:visible;display:block}}}

        """

    private static let cells = """
        .cell{margin:1.5em 0 2em;padding-left:1rem;border-left:3px solid var(--line)}
        .cell>*{max-width:calc(var(--measure) - 1rem)}.cell>.figures,.cell>.scroll,.cell>.source{max-width:none}
        .cell>.source>pre{min-width:min(100%,calc(var(--measure) - 1rem))}
        .cell.failed,.cell.expectationFailed,.cell.timedOut,.cell.interrupted,.cell.unfinished{border-color:var(--bad)}
        .cell.stale{border-color:var(--warn);border-left-style:dashed}
        .cell.notRun{border-left-style:dashed}.cell.notRun pre{color:var(--soft)}
        .footnote{color:var(--soft);font-size:.8rem;margin:.4em 0 0}
        .time{vertical-align:-3.5px;fill:currentColor;max-width:100%}.times{position:absolute}
        .caption{color:var(--soft);font-size:.95rem;margin:.2em 0 .4em}
        .problem{background:var(--bad-tint);border-color:var(--bad);white-space:pre-wrap}
        .note,.outcome{font-size:.93rem;margin:0 0 .6em}
        .note{color:var(--soft)}
        .warning{background:var(--warn-tint);border-left:3px solid var(--warn);padding:.5em .8em;color:inherit}
        .warning strong{color:var(--warn)}
        .warning p{margin:0}.warning ul{margin:.2em 0 0;padding-left:1.2em}
        .passed .mark{color:var(--good);font-weight:650}.refuted .mark{color:var(--bad);font-weight:650}
        .detail{color:var(--soft)}
        figure{margin:0 0 1.2em}
        .ordinal{color:var(--soft)}
        figcaption{font-weight:600;font-size:.93rem;margin-bottom:.4em}
        .figures{display:grid;grid-template-columns:repeat(auto-fit,minmax(min(24rem,100%),1fr));gap:.5rem 2rem}
        .figures figure{min-width:0}

        """

    private static let tables = """
        .scroll{overflow-x:auto;margin:0 0 1.2em}
        table{border-collapse:collapse;font-size:.9rem;line-height:1.45;font-variant-numeric:tabular-nums}
        caption{text-align:left;font-weight:600;width:max-content;max-width:min(var(--measure),86vw);padding:.2em 0 .4em;text-wrap:balance}
        th,td{padding:.32em 1.2em .32em 0;text-align:left;vertical-align:baseline;border-bottom:1px solid var(--line)}
        th:last-child,td:last-child{padding-right:.2em}
        thead th,thead td{border-bottom:1.5px solid var(--soft)}
        thead th{font-weight:600;white-space:nowrap}
        tbody th{font-weight:500}
        .number{text-align:right;white-space:nowrap}
        td code{white-space:nowrap}
        .data .scroll{max-height:20rem;overflow:auto;margin-top:.4em}
        .data table{font-size:.82rem}
        @media(max-width:30rem){body{font-size:1.0625rem}main,.contents{padding-left:1rem;padding-right:1rem}\
        h1{font-size:1.75rem}.lead{font-size:1.1rem}\
        .cell{padding-left:.7rem}article>.cell{margin-left:-.8rem;padding-left:calc(.8rem - 3px)}figure[class]{max-width:none}\
        .cards{grid-template-columns:1fr 1fr;gap:.5rem}\
        .cards>div{padding:.55em .7em}.headlines .amount{font-size:1.4rem}\
        footer dl{grid-template-columns:1fr;gap:0}footer dd{margin-bottom:.5em}th,td{padding-right:.8em}}

        """

    /// What the extensions of Markdown write.
    private static let prose = """
        .right{text-align:right}.centre{text-align:center}
        article>.scroll{max-width:none}
        .task{list-style:none}.box{display:inline-block;width:1.6em;margin-left:-1.6em}
        del{color:var(--soft)}
        .unbroken{white-space:nowrap}
        sup{font-size:.75em;line-height:0}sup a{padding:0 .15em}
        .callout{margin:0 0 1.2em;padding:.8em 1em;border-left:3px solid var(--link);border-radius:0 6px 6px 0;\
        background:var(--tint)}
        .callout>:last-child{margin-bottom:0}
        .callout .title{font:650 .95rem/1.4 var(--sans);color:var(--link);margin-bottom:.4em}
        .callout-tip{border-color:var(--good);background:var(--good-tint)}.callout-tip .title{color:var(--good)}
        .callout-important{border-color:var(--keyword)}.callout-important .title{color:var(--keyword)}
        .callout-warning{border-color:var(--warn);background:var(--warn-tint)}.callout-warning .title{color:var(--warn)}
        .callout-caution{border-color:var(--bad);background:var(--bad-tint)}.callout-caution .title{color:var(--bad)}
        .footnotes{margin-top:3em;padding-top:1em;border-top:1px solid var(--line);font-size:.93rem}
        .footnotes li:target,sup:target{background:var(--warn-tint)}
        .references{font-size:.93rem}.works{padding-left:1.4em}ul.works{list-style:none;padding-left:0}\
        ul.works li{padding-left:1.4em;text-indent:-1.4em}.works li{margin:.45em 0}.works li:target{background:var(--warn-tint)}
        .footnotes li>p:last-child{margin-bottom:.4em}

        """

    /// What is folded away on the screen and would be read is open here; addresses stand behind links of other words.
    private static let paper = """
        @page{margin:18mm 16mm}
        @media print{:root{color-scheme:light;font-size:9.5pt}body{display:block;--measure:100vw}.contents,.skip,.data\
        {display:none}main{max-width:none;padding:0}pre{white-space:pre-wrap}.scroll{overflow:visible}table{font-size:.85rem}\
        thead th,.number{white-space:normal}th,td{padding-right:.8em}\
        figure,tr,pre,.cards>div,.warning,.callout{break-inside:avoid}h2,h3,h4,figcaption,caption,thead{break-after:avoid}\
        article a[href^="http"]:not(.bare)::after{content:" (" attr(href) ")";font-size:.85em;overflow-wrap:anywhere}\
        .cell,.state,.headlines>div,pre,.problem,.warning,.callout{print-color-adjust:exact}.figures{display:block}\
        .source::details-content{content-visibility:visible;display:block}}

        """ + MathStylesheet.text
}
