import Experiments
import Foundation
import NeuralNetwork
import Testing

@Suite struct ExportCommandTests {
  let record: RecordFixture

  init() throws { record = try RecordFixture() }

  @Test func `writes a row for each number that was measured`() throws {
    let outcome = try record.ask("export", "epochs", "--run", "@1", "--epoch", "2", "--long")
    let run = record.ids[3]
    #expect(
      outcome.lines.prefix(4) == [
        "run,epoch,metric,value", "\(run),2,train_cost,nan", "\(run),2,validation_cost,nan",
        "\(run),2,train_accuracy,0.5",
      ]
    )
    #expect(!outcome.text.contains("train_r2"))
    let layers = try record.ask("export", "layers", "--run", "@1", "--epoch", "0", "--long")
    #expect(layers.line(0) == "run,epoch,layer,metric,value")
    #expect(layers.line(1) == "\(run),0,2,gradient_norm,0.25")
  }

  @Test func `exports runs in the sweep's order with the columns of the record's view`() throws {
    let outcome = try record.ask("export", "runs")
    #expect(outcome.errors == "4 rows\n")
    #expect(outcome.lines.dropFirst().map { String($0.prefix(32)) } == record.ids)
    let view = try record.ask("sql", "SELECT * FROM runs LIMIT 0", "--format", "csv")
    #expect(outcome.line(0) == view.line(0))
  }

  @Test func `exports every epoch with NaN as it was`() throws {
    let outcome = try record.ask("export", "epochs")
    #expect(outcome.errors == "12 rows\n")
    #expect(
      outcome.line(0)
        == "run,epoch,train_cost,validation_cost,train_accuracy,validation_accuracy,learning_rate,"
        + "gradient_norm,weight_norm,seconds,examples_per_second,train_r2,validation_r2,"
        + "train_rmse,validation_rmse"
    )
    #expect(outcome.line(1) == record.ids[0] + ",0,0.45,0.9,0.5,0.25,,0.125,1.5,0.5,,,,,")
    #expect(outcome.line(12) == record.ids[3] + ",2,nan,nan,0.5,0.75,0.5,0.125,1.5,0.5,24,,,,")
  }

  @Test func `exports layers of one epoch of one run`() throws {
    let outcome = try record.ask("export", "layers", "--run", "@4", "--epoch", "1")
    #expect(
      outcome.lines == [
        "run,epoch,layer,gradient_norm,delta_norm,weight_norm,update_ratio,saturated,"
          + "weight_gradient_norm,bias_gradient_norm",
        record.ids[0] + ",1,2,0.25,0.75,1,0.01,0.125,0.2,0.1",
        record.ids[0] + ",1,3,0.25,0.75,1,0.01,,0.2,0.1",
      ]
    )
  }

  @Test func `exports the histories of the best runs, and says so`() throws {
    let outcome = try record.ask(
      "export",
      "epochs",
      "--sort",
      "best_validation_cost",
      "-n",
      "1",
      "--format",
      "jsonl"
    )
    #expect(outcome.lines.count == 3)
    #expect(outcome.lines.allSatisfy { $0.contains(record.ids[2]) })
    #expect(outcome.errors == "showing 1 of 4; -a for all\n3 rows\n")
  }

  @Test func `exports weights by layer, neuron and input`() throws {
    let outcome = try record.ask("export", "weights", "--run", "@4", "--epoch", "0")
    #expect(outcome.errors == "13 rows\n")
    let cells = outcome.lines.map { $0.split(separator: ",").map(String.init) }
    try #require(cells.count == 14)
    #expect(cells[0] == ["run", "epoch", "layer", "j", "k", "value"])
    // w2 counts 0, 0.1, … 0.5 row by row, b2 0.6, 0.7, 0.8, then w3 and b3.
    #expect(cells[1].dropFirst() == ["0", "2", "1", "0", "0.6000000238418579"])
    #expect(cells[2].dropFirst() == ["0", "2", "1", "1", "0"])
    #expect(cells[3].dropFirst().dropLast() == ["0", "2", "1", "2"])
    #expect(cells[13].dropFirst().dropLast() == ["0", "3", "1", "3"])
    #expect(Float(cells[3][5]) == 0.1)
  }

  @Test func `takes the last epoch where none is named`() throws {
    let outcome = try record.ask("export", "weights")
    #expect(outcome.errors == "52 rows\n")
    #expect(outcome.lines.dropFirst().allSatisfy { $0.split(separator: ",")[1] == "2" })
  }

  @Test func `refuses epochs that were never recorded`() throws {
    let outcome = try record.ask("export", "weights", "--run", "@1", "--epoch", "3")
    #expect(outcome.exitCode == 66)
    #expect(
      outcome.errors
        == "descent: error: run \(record.shorts[3]) has no epoch '3'\nhint: its epochs are 0 to 2\n"
    )
  }

  @Test(arguments: ["npz", "safetensors"])
  func `writes arrays of the run's precision`(format: String) throws {
    let outcome = try record.ask("export", "weights", "--run", "@4", "-o", "w.\(format)")
    #expect(outcome.exitCode == 0)
    #expect(outcome.errors == "4 arrays\n")
    let file = try InitialWeightsFile(path: record.folder + "/w.\(format)")
    let network = try file.network(
      sizes: [2, 3, 1],
      activation: .sigmoid,
      outputActivation: .elementwise(.sigmoid)
    )
    #expect(network.b[3].first.map { Float($0) } == Self.lastBias)
  }

  /// Counted up as the fixture does.
  private static var lastBias: Float { (0..<12).reduce(2) { sum, _ in sum + 0.1 } }

  @Test func `refuses arrays of several runs`() throws {
    let outcome = try record.ask("export", "weights", "--format", "npz", "-o", "w.npz")
    #expect(outcome.exitCode == 64)
    #expect(!FileManager.default.fileExists(atPath: record.folder + "/w.npz"))
  }
}
