/// Formulas of the golden page: those of the HALT paper, and one for each construct.
enum MathSamples {
    static let displays: [String] = [
        // The paper's features (arXiv 2602.02888, equations 4 to 13).
        #"\tilde p_i = \frac{\exp(\ell_i - m)}{\sum_{j=0}^{k-1} \exp(\ell_j - m)}, \qquad m = \max_{j} \ell_j"#,
        #"\mathrm{AvgLogP} = \frac{1}{k} \sum_{i=0}^{k-1} \ell_i \label{eq:average}"#,
        #"\mathrm{RankProxy} = 1 + \sum_{i \in \mathrm{alts}} \mathbb{1}[\ell_i > \ell_0] \in \{1, \ldots, 20\}"#,
        #"H_{\text{overall}} = -\sum_{i=0}^{k-1} \tilde p_i \log \tilde p_i"#,
        #"H_{\text{alts}} = -\sum_{i=1}^{k-1} \hat p_i \log \hat p_i, \quad \hat p_i = \frac{\tilde p_i}{1 - \tilde p_0}"#,
        #"i^* = \operatorname*{arg\,max}_{i \in \mathrm{alts}} \ell_i = \argmax_{1 \le i < k} \ell_i"#,
        #"p_c = \frac{e^{\ell_0}}{e^{\ell_0} + e^{\ell_{i^*}}} = \sigma(\ell_0 - \ell_{i^*})"#,
        #"H_{\text{dec}}(t) = -p_c \ln p_c - (1 - p_c) \ln (1 - p_c)"#,
        #"\Delta H_{\text{dec}}(t) = H_{\text{dec}}(t) - H_{\text{dec}}(t-1)"#,
        #"\mathbf{x}_t = [\boldsymbol{\phi}_t \,\|\, \boldsymbol{\ell}_t] \in \mathbb{R}^{25}"#,
        // The network and its training.
        #"\operatorname{softmax}(z)_i = \frac{e^{z_i}}{\sum_j e^{z_j}}"#,
        #"""
        \begin{aligned}
          r_t &= \sigma(W_{ir} x_t + b_{ir} + W_{hr} h_{t-1} + b_{hr}) \\
          z_t &= \sigma(W_{iz} x_t + b_{iz} + W_{hz} h_{t-1} + b_{hz}) \\
          n_t &= \tanh\bigl(W_{in} x_t + b_{in} + r_t \odot (W_{hn} h_{t-1} + b_{hn})\bigr) \\
          h_t &= (1 - z_t) \odot n_t + z_t \odot h_{t-1}
        \end{aligned}
        """#,
        #"\bar h_s = \frac{1}{|S|} \sum_{t \in S} h_t, \qquad |S| = \lceil q T \rceil, \quad q = 0.15"#,
        #"""
        \mathcal{L} = -\frac{1}{N} \sum_{n=1}^{N} \Bigl[ y_n \log \sigma(s_n) + (1 - y_n) \log\bigl(1 - \sigma(s_n)\bigr) \Bigr]
        """#,
        #"\mathrm{GELU}(x) = x\,\Phi(x) = \frac{x}{2} \left[ 1 + \operatorname{erf}\left( \frac{x}{\sqrt{2}} \right) \right]"#,
        #"\mathrm{LayerNorm}(x) = \frac{x - \mu}{\sqrt{\sigma^2 + \varepsilon}} \odot \gamma + \beta"#,
        #"\theta_{t+1} = \theta_t - \eta \, \frac{\hat m_t}{\sqrt{\hat v_t} + \epsilon} \tag{Adam}"#,
        // Measures.
        #"\mathrm{AUROC} = \Pr(s^+ > s^-) + \tfrac12 \Pr(s^+ = s^-) = \int_0^1 \mathrm{TPR}\,d(\mathrm{FPR})"#,
        #"F_1 = \frac{2 \cdot P \cdot R}{P + R}, \qquad \text{macro-}F_1 = \frac{F_1^{(0)} + F_1^{(1)}}{2}"#,
        #"\mathrm{ECE} = \sum_{b=1}^{B} \frac{n_b}{N} \left| \operatorname{acc}(b) - \operatorname{conf}(b) \right|"#,
        #"\binom{n}{m} p^m (1-p)^{n-m} \ge \delta, \qquad \dbinom{n}{k} = \frac{n!}{k!\,(n-k)!}"#,
        #"\mathrm{KL}(p \,\|\, q) = \mathbb{E}_{x \sim p} \left[ \log \frac{p(x)}{q(x)} \right] \ge 0"#,
        #"p(x \mid \mu, \Sigma) = \frac{1}{\sqrt{(2\pi)^d |\Sigma|}} \exp\left( -\tfrac12 (x-\mu)^\top \Sigma^{-1} (x-\mu) \right)"#,
        // One for each construct.
        #"\hat x \; \widehat{xyz} \; \tilde y \; \widetilde{xy} \; \bar z \; \vec v \; \dot q \; \ddot q \; \check c \; \breve b \; \acute a \; \grave a \; \mathring A \; \hat{\boldsymbol{\theta}}"#,
        #"\overline{a + b} + \underline{c + d} + \overrightarrow{AB} + \overbrace{x_1 + \cdots + x_n}^{n} + \underbrace{y_1 + \cdots + y_m}_{m \text{ terms}}"#,
        #"\sqrt{x^2 + y^2} = \sqrt[3]{\frac{a}{b}} \ne \sqrt{1 + \sqrt{1 + \sqrt{1 + x}}}"#,
        #"x = a_0 + \cfrac{1}{a_1 + \cfrac{1}{a_2 + \cfrac{1}{a_3}}}"#,
        #"\left( \frac{a}{b} \right) \left[ \frac{a}{b} \right] \left\{ \frac{a}{b} \right\} \left| \frac{a}{b} \right| \left\| \frac{a}{b} \right\| \left\langle \frac{a}{b} \right\rangle \left\lfloor \frac{a}{b} \right\rfloor \left. \frac{df}{dx} \right|_{x=0}"#,
        #"\left\{ x \in \mathbb{R}^n \,\middle|\, \sum_{i=1}^n x_i = 1 \right\} \quad \big( \Big( \bigg( \Bigg( x \Bigg) \bigg) \Big) \big)"#,
        #"\begin{matrix} a & b \\ c & d \end{matrix} \quad \begin{pmatrix} 1 & 0 \\ 0 & 1 \end{pmatrix} \quad \begin{bmatrix} a_{11} & \cdots & a_{1n} \\ \vdots & \ddots & \vdots \\ a_{m1} & \cdots & a_{mn} \end{bmatrix} \quad \begin{vmatrix} a & b \\ c & d \end{vmatrix}"#,
        #"f(x) = \begin{cases} x^2 & \text{if } x \ge 0, \\ -x & \text{otherwise} \end{cases}"#,
        #"\begin{array}{l|cr} \text{split} & n & \text{share} \\ \hline \text{train} & 2800 & 0.7 \\ \text{test} & 600 & 0.15 \end{array}"#,
        #"\begin{gathered} a = b + c \\ d + e + f = g \end{gathered} \qquad \begin{align} u &= v & w &= x \\ y &= -z & 1 &\le 2 \end{align}"#,
        #"\sum_{n=1}^\infty \frac{1}{n^2} = \prod_{p} \frac{1}{1 - p^{-2}} = \frac{\pi^2}{6}, \quad \bigcup_{i \in I} A_i, \quad \bigoplus_{k} V_k"#,
        #"\int_{-\infty}^{\infty} e^{-x^2}\,dx = \sqrt\pi, \quad \iint_D f\,dA, \quad \oint_{\partial D} \nabla \cdot F, \quad \lim_{x \to 0} \frac{\sin x}{x} = 1"#,
        #"\sum_{\substack{1 \le i \le n \\ i \ne j}} a_{ij}, \quad \sum\nolimits_i b_i, \quad \int\limits_0^1 c, \quad \sup_{x} f, \quad \limsup_{n \to \infty} a_n"#,
        #"\alpha\beta\gamma\delta\epsilon\varepsilon\zeta\eta\theta\vartheta\iota\kappa\lambda\mu\nu\xi\pi\varpi\rho\varrho\sigma\varsigma\tau\upsilon\phi\varphi\chi\psi\omega"#,
        #"\Gamma\Delta\Theta\Lambda\Xi\Pi\Sigma\Upsilon\Phi\Psi\Omega \quad \mathbf{\Gamma\Sigma} \quad \boldsymbol{\alpha\beta\Omega}"#,
        #"\mathbb{RNZQC} \; \mathcal{LNDF} \; \mathbf{AaBb12} \; \mathrm{AaBb12} \; \mathit{loss} \; \mathsf{AaBb12} \; \mathtt{AaBb12} \; \mathfrak{AaBb} \; \boldsymbol{AaBb12}"#,
        #"a \le b \ge c \ne d \equiv e \sim f \approx g \propto h \ll i \gg j \prec k \succeq l \perp m \parallel n \cong o"#,
        #"\to \gets \leftrightarrow \Rightarrow \Leftarrow \iff \mapsto \uparrow \downarrow \hookrightarrow \xrightarrow{n \to \infty} \rightleftharpoons"#,
        #"A \cup B \cap C \setminus D \subset E \subseteq F \in G \notin H \ni I, \quad \emptyset, \forall x \exists y \neg z, \; p \land q \lor r"#,
        #"\pm \mp a \times b \div c \cdot d \ast e \star f \circ g \bullet h \oplus i \otimes j \odot k \wedge l \vee m"#,
        #"a \not= b, \; a \not\in B, \; a \not\subset B, \; f', f'', f'''_n, \; g'^2, \; x^{\prime\prime}"#,
        #"a\,b\:c\;d\ e\quad f\qquad g\!h, \; \text{words and } x, \; \textbf{bold words}, \; 50\,\%, \; 1{,}000"#,
        #"x \overset{\text{def}}{=} y \underset{n \to \infty}{\longrightarrow} z, \quad a \equiv b \pmod{n}, \quad a \bmod b"#,
        #"\displaystyle \sum_i x_i \; \textstyle \sum_i x_i \; \scriptstyle x + y \; \scriptscriptstyle x + y"#,
        #"e^{i\pi} + 1 = 0, \quad x_{i_{j_k}}^{2^{2^2}}, \quad {}_a^b X_c^d, \quad 2^{10} = 1024, \quad -x \cdot (-y) = +xy"#,
    ]

    /// Formulas in a line of text.
    static let inlines: [String] = [
        #"\sum_{i=1}^n x_i"#, #"\frac{a}{b}"#, #"\hat y = \sigma(w^\top \bar h_s + b)"#, #"h_t \in \mathbb{R}^{512}"#,
        #"\lim_{n\to\infty} a_n"#, #"O(n \log n)"#, #"\sqrt{2}"#, #"\lVert x \rVert_2"#, #"\eta = 4.41 \times 10^{-4}"#,
    ]
}
