/// The report's own style: one column of text, a table of contents beside it where there is room, light or dark as the
/// reader's system is.
enum ReportStyle {
    static let text = """
        :root{color-scheme:light dark;--paper:#fff;--ink:#1c2024;--soft:#5b6570;--line:#dde2e7;--tint:#f5f7f9;\
        --link:#0b5cad;--good:#1a7340;--bad:#b3261e;--warn:#8a5a00;--bad-tint:#fdf1f0;--warn-tint:#fdf6e7}
        @media(prefers-color-scheme:dark){:root{--paper:#14171a;--ink:#e4e7ea;--soft:#9aa5b0;--line:#333a41;\
        --tint:#1d2125;--link:#7cb8f2;--good:#6fcf97;--bad:#ff8a80;--warn:#e7b65c;--bad-tint:#2b1c1b;--warn-tint:#29231a}}
        *{box-sizing:border-box}
        html{scroll-padding-top:1rem;-webkit-text-size-adjust:100%}
        body{margin:0;background:var(--paper);color:var(--ink);font:1.0625rem/1.6 Charter,"Bitstream Charter","Sitka Text",\
        Cambria,Georgia,serif;overflow-wrap:break-word}
        main{max-width:58rem;margin:0 auto;padding:1.5rem 1.25rem 4rem}
        header,footer,article>*{max-width:42rem}article>.cell{max-width:none}
        h1,h2,h3,h4,h5,h6,table,figcaption,.contents,.footnote,.summary,.authors,.outcome,.note,summary,dl,.skip\
        {font-family:system-ui,-apple-system,"Segoe UI",Roboto,"Helvetica Neue","Noto Sans",Arial,sans-serif}
        h1,h2,h3,h4,h5,h6{line-height:1.25;margin:2.2em 0 .6em;font-weight:650;text-wrap:balance}
        h1{font-size:2.1rem;margin:.5em 0 .3em;letter-spacing:-.015em}
        h2{font-size:1.5rem;padding-top:.6em;border-top:1px solid var(--line)}
        h3{font-size:1.2rem}h4,h5,h6{font-size:1.03rem}
        p{margin:0 0 1em}
        a{color:var(--link);text-underline-offset:.15em}
        .lead{font-size:1.2rem;color:var(--soft);margin-bottom:.6em}
        .authors{color:var(--soft);font-size:.95rem}
        .summary{font-size:.95rem;color:var(--soft)}
        .state{font-weight:650}.good{color:var(--good)}.bad{color:var(--bad)}.state.stale{color:var(--warn)}
        code,pre{font-family:ui-monospace,"SF Mono","Cascadia Mono","DejaVu Sans Mono",Menlo,Consolas,monospace;font-size:.86em}
        pre{background:var(--tint);border:1px solid var(--line);border-radius:6px;padding:.8em 1em;overflow-x:auto;\
        line-height:1.5;margin:0 0 1em}
        pre code{font-size:inherit}
        pre{font-size:.84rem}
        blockquote{margin:0 0 1em;padding-left:1em;border-left:3px solid var(--line);color:var(--soft)}
        li{margin:.2em 0}
        hr{border:0;border-top:1px solid var(--line);margin:2em 0}
        .value{font-variant-numeric:tabular-nums}
        .missing{color:var(--soft)}
        .cell>*{max-width:40.8rem}.cell>.figures,.cell>.scroll{max-width:none}
        .cell{margin:1.4em 0 1.8em;padding-left:1rem;border-left:3px solid var(--line)}
        .cell.failed,.cell.expectationFailed,.cell.timedOut,.cell.interrupted,.cell.unfinished{border-color:var(--bad)}
        .cell.stale{border-color:var(--warn);border-left-style:dashed}
        .warning p{margin:0}.warning ul{margin:.2em 0 0;padding-left:1.2em}.value.stale{color:var(--warn)}
        .cell.notRun{opacity:.65;border-left-style:dashed}
        .footnote{color:var(--soft);font-size:.8rem;margin:.4em 0 0}
        .caption{color:var(--soft);font-size:.95rem;margin:.2em 0 .4em}
        .problem{background:var(--bad-tint);border-color:var(--bad);white-space:pre-wrap}
        .note,.outcome{font-size:.93rem;margin:0 0 .6em}
        .note{color:var(--soft)}
        .warning{background:var(--warn-tint);border-left:3px solid var(--warn);padding:.5em .8em;color:inherit}
        .warning strong{color:var(--warn)}
        .passed .mark{color:var(--good);font-weight:650}.refuted .mark{color:var(--bad);font-weight:650}
        .detail{color:var(--soft)}
        .scroll{overflow-x:auto;margin:0 0 1em}
        table{border-collapse:collapse;font-size:.9rem;font-variant-numeric:tabular-nums}
        caption{text-align:left;font-weight:600;padding:.2em 0 .3em;text-wrap:balance}td code{overflow-wrap:anywhere}
        th,td{padding:.28em .9em .28em 0;text-align:left;vertical-align:top;border-bottom:1px solid var(--line)}
        thead th{border-bottom:1.5px solid var(--soft);font-weight:600;white-space:nowrap}
        tbody th{font-weight:500}
        .number{text-align:right;white-space:nowrap}
        figure{margin:0 0 1em}
        figcaption{font-weight:600;font-size:.93rem;margin-bottom:.3em}
        figure svg{display:block;width:100%;height:auto}
        .figures{display:grid;grid-template-columns:repeat(auto-fit,minmax(min(24rem,100%),1fr));gap:.5rem 1.5rem}
        .figures figure{min-width:0}
        summary{cursor:pointer;color:var(--soft);font-size:.85rem}
        .data .scroll{max-height:20rem;overflow:auto;margin-top:.4em}
        .data table{font-size:.8rem}
        dl{display:grid;grid-template-columns:max-content minmax(0,1fr);gap:.3em 1.2em;font-size:.9rem}
        dt{color:var(--soft)}dd{margin:0;overflow-wrap:anywhere}
        footer{margin-top:4rem}
        .contents{font-size:.88rem;max-width:58rem;margin:0 auto;padding:1rem 1.25rem 0}
        .contents ol{list-style:none;margin:.3em 0;padding-left:0}
        .contents ol ol{padding-left:1em}
        .contents a{color:inherit;text-decoration:none}.contents a:hover{text-decoration:underline}
        .contents li{margin:.25em 0;line-height:1.35}
        @media(min-width:75rem){.contents summary{display:none}.contents details::details-content{content-visibility:visible;display:block}}
        .skip{position:absolute;left:-100vw}.skip:focus{left:1rem;top:1rem;background:var(--paper);padding:.5em}
        @media(min-width:75rem){body{display:grid;grid-template-columns:17rem minmax(0,1fr)}\
        .contents{position:sticky;top:0;align-self:start;height:100vh;overflow-y:auto;padding:2rem 1rem 2rem 1.5rem;\
        color:var(--soft);border-right:1px solid var(--line)}main{grid-column:2;width:100%;padding-top:2.5rem}}
        @media(max-width:30rem){body{font-size:1rem}dl{grid-template-columns:1fr;gap:0}dd{margin-bottom:.5em}\
        h1{font-size:1.7rem}.cell{padding-left:.7rem}}
        @media print{@page{margin:18mm 16mm}body{display:block;font-size:10.5pt}.contents,.skip{display:none}\
        main{max-width:none;padding:0}figure,table,pre{break-inside:avoid}h2,h3{break-after:avoid}}

        """
}
