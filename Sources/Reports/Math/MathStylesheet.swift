/// The style of formulas: fonts for mathematics that systems have, and what MathML Core leaves to style sheets.
///
/// The shadow that nobody sees is for Chromium, which takes a stretched fence for as small as its letter where it decides
/// what to draw again, and cuts it off there.
enum MathStylesheet {
    static let text = """
        math{font-family:"STIX Two Math","Cambria Math","Latin Modern Math","Libertinus Math","TeX Gyre Termes Math",\
        "Noto Sans Math","DejaVu Math TeX Gyre",math;line-height:1.3}
        math mo[stretchy=true]{box-shadow:0 0 0 9em transparent}mfrac{padding:0 .1em}
        math{user-select:none;-webkit-user-select:none}.formula,.equation{position:relative}
        .math-source{position:absolute;top:0;right:0;bottom:0;left:0;overflow:hidden;color:transparent;white-space:pre;\
        font:.9em/1.4 monospace;user-select:all;-webkit-user-select:all}
        mover[accent]>mo:last-child{padding-bottom:.08em}
        .equation{display:flex;align-items:center;gap:1em;margin:1em 0;overflow-x:auto;overflow-y:hidden;padding:.15em 0}
        .equation>math{flex:1 0 auto;margin:0}
        .equation-number{flex:none;color:var(--soft);font-variant-numeric:tabular-nums}
        .math-unknown{color:var(--bad)}
        mspace.math-back{margin-left:-.1667em}
        .math-over{border-top:.06em solid;padding-top:.12em}.math-under{border-bottom:.06em solid;padding-bottom:.12em}
        .math-bold{font-family:serif;font-weight:700}.math-italic{font-family:serif;font-style:italic}
        .math-sans{font-family:sans-serif}.math-mono{font-family:monospace}
        .math-left{text-align:left;text-align:-webkit-left}.math-right{text-align:right;text-align:-webkit-right}
        .math-matrix>mtr>mtd{padding:.2em .5em}.math-matrix>mtr>mtd:first-child{padding-left:.15em}
        .math-matrix>mtr>mtd:last-child{padding-right:.15em}
        .math-aligned>mtr>mtd,.math-gathered>mtr>mtd{padding:.25em 0}
        .math-aligned>mtr>.math-right:not(:first-child){padding-left:2em}.math-small>mtr>mtd{padding:.1em .15em}
        .math-cases>mtr>mtd{padding:.2em 1em .2em .1em}.math-cases>mtr>mtd:last-child{padding-right:0}
        .math-line-before{border-left:.06em solid}.math-line-after{border-right:.06em solid}
        .math-line-above>mtd{border-top:.06em solid}.math-line-below>mtd{border-bottom:.06em solid}

        """
}
