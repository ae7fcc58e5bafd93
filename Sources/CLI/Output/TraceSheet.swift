import Experiments
import NeuralNetwork
import Reports

/// One example's way through a network, for people, in the order of the chapter.
struct TraceSheet {
  /// The most numbers of a vector, and of a row, that are shown.
  static let shown = 8
  /// The most rows of a matrix that are shown.
  static let shownRows = 6

  let title: String
  let trace: ExampleTrace
  let style: TerminalStyle

  /// The steps, with a blank line between them.
  var text: String {
    let steps = [head, forward, outputError, errors, biasGradients, weightGradients]
    let text = steps.map { $0.joined(separator: "\n") + "\n" }.joined(separator: "\n")
    return style.isASCII ? Self.ascii(text) : text
  }

  private var pass: Backpropagation { trace.pass }
  private var last: Int { trace.network.lastLayer }
  private var layers: Range<Int> { trace.network.w.layers }

  private var head: [String] {
    [title, vector("x = a^1", trace.example.x), vector("y", trace.example.y)]
  }

  private var forward: [String] {
    ["Forward pass: z^l = w^l a^(l-1) + b^l, a^l = σ(z^l)"]
      + layers.flatMap { [vector("z^\($0)", pass.z[$0]), vector("a^\($0)", pass.a[$0])] }
      + ["  C_x = \(NumberText.shortest(trace.cost))"]
  }

  private var outputError: [String] {
    ["BP1: δ^L = ∇_a C ⊙ σ'(z^L)", vector("δ^\(last)", pass.delta[last])]
  }

  private var errors: [String] {
    let hidden = layers.dropLast().reversed()
    return ["BP2: δ^l = ((w^(l+1))ᵀ δ^(l+1)) ⊙ σ'(z^l)"]
      + (hidden.isEmpty
        ? ["  there is no hidden layer"] : hidden.map { vector("δ^\($0)", pass.delta[$0]) })
  }

  private var biasGradients: [String] {
    ["BP3: ∂C/∂b^l_j = δ^l_j"] + layers.map { vector("∂C/∂b^\($0)", pass.nablaB[$0]) }
  }

  private var weightGradients: [String] {
    ["BP4: ∂C/∂w^l_jk = a^(l-1)_k δ^l_j"]
      + layers.flatMap { matrix("∂C/∂w^\($0)", pass.nablaW[$0]) }
  }

  private func vector(_ name: String, _ values: [Double]) -> String {
    "  \(name)  (\(values.count))  \(Self.row(values))"
  }

  private func matrix(_ name: String, _ matrix: Matrix) -> [String] {
    let rows = (0..<min(matrix.rows, Self.shownRows)).map { j in
      let start = j * matrix.columns
      let row = Array(matrix.values[start..<start + matrix.columns])
      return "    j = \(j + 1)  \(Self.row(row))"
    }
    let rest = matrix.rows - rows.count
    return ["  \(name)  (\(matrix.rows) x \(matrix.columns))"] + rows
      + (rest > 0 ? ["    … \(CountText.of(rest, "row")) more"] : [])
  }

  private static func row(_ values: [Double]) -> String {
    let numbers = values.prefix(shown).map { RoundedText.of($0) }.joined(separator: "  ")
    let rest = values.count - shown
    return rest > 0 ? "\(numbers)  … \(rest) more" : numbers
  }

  private static func ascii(_ text: String) -> String {
    let words: [Character: String] = [
      "δ": "delta", "σ": "sigma", "∂": "d", "∇": "nabla", "⊙": "*", "ᵀ": "^T", "…": "...",
    ]
    return text.map { words[$0] ?? String($0) }.joined()
  }
}
