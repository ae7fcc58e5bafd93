import Experiments
import Foundation
import Testing

@Suite struct TraceCommandTests {
  let trained: TrainedFixture

  init() throws { trained = try TrainedFixture() }

  @Test func `the traces of all examples average to the recorded gradient norms`() throws {
    try trained.train("data=xor", "precision=double", "hidden_layers=[3]", "train_limit=none")
    var sums: [String: [Double]] = [:]
    for example in 0..<4 {
      let file = "t\(example).npz"
      let outcome = try trained.ask(
        "trace",
        "@1",
        "--epoch",
        "2",
        "--example",
        "\(example)",
        "-o",
        file
      )
      #expect(outcome.exitCode == 0, "\(outcome.errors)")
      for (name, array) in try trained.arrays(file) {
        sums[name] = zip(sums[name] ?? array.doubles.map { _ in 0 }, array.doubles).map { $0 + $1 }
      }
    }
    let recorded = try trained.ask(
      "sql",
      "SELECT weight_gradient_norm, bias_gradient_norm, delta_norm FROM layers WHERE epoch = 2",
      "--format",
      "csv"
    )
    for (l, line) in zip(2...3, recorded.lines.dropFirst()) {
      let norms = line.split(separator: ",").compactMap { Double($0) }
      for (name, norm) in zip(["nabla_w\(l)", "nabla_b\(l)"], norms) {
        let mean = try #require(sums[name]).map { $0 / 4 }
        let expected = mean.reduce(0) { $0 + $1 * $1 }.squareRoot()
        #expect((norm - expected).magnitude <= 1e-14, "\(name): \(norm) \(expected)")
      }
    }
  }

  @Test func `goes through the chapter's steps in order and says what is left out`() throws {
    let run = try trained.train("hidden_layers=[12]")
    let outcome = try trained.ask("trace", "@1", "--epoch", "1", "--example", "5")
    #expect(outcome.line(0) == "run \(run.prefix(8)), weights of epoch 1, training example 5")
    let steps = ["Forward pass:", "BP1:", "BP2:", "BP3:", "BP4:"]
    #expect(outcome.lines.filter { line in steps.contains { line.hasPrefix($0) } }.count == 5)
    #expect(outcome.text.contains("  ∂C/∂w^2  (12 x 2)\n"))
    #expect(outcome.text.contains("… 4 more"))
    #expect(outcome.text.contains("… 6 rows more"))
    let plain = try trained.ask(
      "trace",
      "@1",
      variables: ["LANG": "C", "LC_ALL": "C"]
    )
    #expect(plain.text.utf8.allSatisfy { $0 < 128 })
  }

  @Test func `rows have every number with its place`() throws {
    try trained.train("hidden_layers=[]", "data=xor", "train_limit=none")
    let outcome = try trained.ask("trace", "@1", "--format", "csv")
    let names = outcome.lines.dropFirst().map {
      $0.split(separator: ",", omittingEmptySubsequences: false)[3...5].joined(separator: ",")
    }
    #expect(
      names == [
        "x,1,", "x,2,", "y,1,", "y,2,", "w2,1,1", "w2,1,2", "w2,2,1", "w2,2,2", "b2,1,", "b2,2,",
        "z2,1,", "z2,2,", "a2,1,", "a2,2,", "cost,,", "delta2,1,", "delta2,2,", "nabla_b2,1,",
        "nabla_b2,2,", "nabla_w2,1,1", "nabla_w2,1,2", "nabla_w2,2,1", "nabla_w2,2,2",
      ]
    )
  }

  @Test func `refuses examples and epochs that are not there`() throws {
    try trained.train()
    #expect(try trained.ask("trace", "@1", "--example", "48").exitCode == 66)
    #expect(try trained.ask("trace", "@1", "--example", "47").exitCode == 0)
    #expect(try trained.ask("trace", "@1", "--epoch", "5").exitCode == 66)
  }
}
