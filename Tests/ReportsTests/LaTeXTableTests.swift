import Testing

@testable import Reports

@Suite struct LaTeXTableTests {
  @Test func `writes a booktabs table with mean and deviation`() {
    let columns = [
      Column("hidden_layers"), Column("n", .number), Column("validation_accuracy", .number),
    ]
    let rows: [[Field]] = [
      [
        .list([64, 32]), .integer(10),
        .estimate(Estimate(mean: 0.97123, deviation: 0.0031, isBest: true)),
      ],
      [.list([30]), .integer(9), .estimate(Estimate(mean: 0.9562, deviation: 0.0123))],
      [.text("100% & #1_{a}~^\\"), .integer(-1), .empty],
    ]
    #expect(
      RowWriter.text(.latex, columns: columns, rows: rows) == ##"""
        \begin{tabular}{lrr}
        \toprule
        hidden\_layers & n & validation\_accuracy \\
        \midrule
        {[}64, 32] & 10 & $\mathbf{0.9712 \pm 0.0031}$ \\
        {[}30] & 9 & $0.956 \pm 0.012$ \\
        100\% \& \#1\_\{a\}\textasciitilde{}\textasciicircum{}\textbackslash{} & $-1$ &  \\
        \bottomrule
        \end{tabular}

        """##
    )
  }

  @Test func `writes exponents and what is not finite as mathematics`() {
    let columns = "abcd".map { Column(String($0), .number) }
    let row: [Field] = [.real(1.25e-7), .real(-3e300), .real(.infinity), .real(.nan)]
    #expect(
      RowWriter.text(.latex, columns: columns, rows: [row]).contains(
        #"$1.25 \times 10^{-7}$ & $-3 \times 10^{300}$ & $\infty$ & $\mathrm{nan}$ \\"#
      )
    )
  }
}
