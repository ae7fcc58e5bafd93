import ArgumentParser
import Experiments
import NeuralNetwork
import Reports
import RunStore

/// Shows what backpropagation computes for one example.
struct TraceCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "trace",
    abstract: "Every z, a, δ and partial derivative of one example at recorded weights.",
    discussion: """
      The chapter's steps with the run's own numbers: forward pass, BP1, BP2, BP3, BP4, computed \
      in double precision by the reference implementation, without dropout. Examples are the \
      training examples in the data's order, counted from 0. A file named .npz has everything in \
      full: x, y, w2, b2, z2, a2, …, cost, delta2, nabla_b2, nabla_w2, …; the rows of csv and the \
      like have j from 1, and k from 1 for matrices.

      EXAMPLES:
        descent trace @1 --epoch 5 --example 0
        descent trace @1 --epoch 5 --example 0 -o trace.npz
      """
  )

  @Argument(
    help: ArgumentHelp("The beginning of its id, or @1 for the newest.", valueName: "run"),
    completion: .runs
  )
  var name: String
  @Option(help: ArgumentHelp("The weights of this epoch; by default the last.", valueName: "epoch"))
  var epoch: Int?
  @Option(help: ArgumentHelp("The training example, counted from 0.", valueName: "index"))
  var example = 0
  @Option(
    help: ArgumentHelp(
      "The form of the answer, or of the file of arrays.",
      valueName: "format"
    )
  )
  var format: WeightsFormat?
  @Option(
    name: [.customShort("o"), .customLong("output")],
    help: ArgumentHelp("Write to a file, replaced when whole; - is stdout.", valueName: "file")
  )
  var file: String?
  @OptionGroup var database: DatabaseOption

  func run() throws {
    let store = try database.open(.read)
    defer { try? store.close() }
    let run = try store.run(named: name)
    let recorded = try RecordedRun(run, in: store, data: RecordedData(store))
    let epoch = try epoch ?? recorded.lastEpoch()
    let trace = try trace(recorded, epoch: epoch)
    switch format ?? WeightsFormat(file: file, otherwise: .table) {
    case .rows(.table): try writeSheet(trace, recorded, epoch: epoch)
    case .rows(let format): try writeRows(trace, run: run, epoch: epoch, format)
    case .npz: try writeArrays { output in try output.writeNPZ(trace.arrays) }
    case .safetensors: try writeArrays { output in try output.writeSafetensors(trace.arrays) }
    }
  }

  private func trace(_ recorded: RecordedRun, epoch: Int) throws -> ExampleTrace {
    let definition = recorded.planned.definition
    let examples = try TrainingExamples(of: definition, in: recorded.dataset)
    guard let chosen = examples[example] else {
      throw Failure.noExample(index: example, count: examples.count)
    }
    let network = try recorded.network(at: epoch)
    return ExampleTrace(network, chosen, cost: definition.cost)
  }

  private func writeSheet(_ trace: ExampleTrace, _ recorded: RecordedRun, epoch: Int) throws {
    let definition = recorded.planned.definition
    let output = try Output(path: file)
    let sheet = TraceSheet(
      title: """
        run \(recorded.planned.id.short), weights of epoch \(epoch), training example \(example)
        \(trace.network.sizes.map(String.init).joined(separator: "-")) neurons, \
        activation \(definition.activation.rawValue), \
        output \(definition.outputActivation.rawValue), cost \(definition.cost.rawValue)
        """,
      trace: trace,
      style: Terminal.style(of: 1)
    )
    try output.write(sheet.text)
    try output.finish()
  }

  private func writeRows(
    _ trace: ExampleTrace,
    run: RunID,
    epoch: Int,
    _ format: OutputFormat
  ) throws {
    let columns = [
      Column("run", .identifier), Column("epoch", .number), Column("example", .number),
      Column("quantity"), Column("j", .number), Column("k", .number), Column("value", .number),
    ]
    let head: [Field] = [.text(run.description), .integer(epoch), .integer(example)]
    var answer = try Answer(format, to: file, keepsFormulas: false, columns: columns)
    do {
      for quantity in trace.quantities {
        for (index, value) in quantity.values.enumerated() {
          try answer.write(head + quantity.place(of: index) + [.real(value)])
        }
      }
      try answer.finish()
    } catch {
      answer.discard()
      throw error
    }
  }

  private func writeArrays(_ write: (Output) throws -> Void) throws {
    let output = try Output(path: file)
    guard !output.isTerminal else {
      throw Failure.usage("arrays are no text for a terminal", hint: "name a file with -o")
    }
    do {
      try write(output)
      try output.finish()
    } catch {
      output.discard()
      throw error
    }
  }
}

extension ExampleTrace {
  fileprivate var arrays: [(name: String, array: NumericArray)] {
    quantities.compactMap { quantity in quantity.array.map { (quantity.name, $0) } }
  }
}

extension ExampleTrace.Quantity {
  /// The name, j and k of a number, both from 1.
  fileprivate func place(of index: Int) -> [Field] {
    switch shape.count {
    case 0: [.text(name), .empty, .empty]
    case 1: [.text(name), .integer(index + 1), .empty]
    default: [.text(name), .integer(index / shape[1] + 1), .integer(index % shape[1] + 1)]
    }
  }
}
