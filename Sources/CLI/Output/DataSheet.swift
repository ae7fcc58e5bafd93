import Experiments
import Reports

/// Everything about one data set on one screen.
struct DataSheet {
  let dataset: Dataset
  private let summary: DatasetSummary

  /// Looks at every value once.
  ///
  /// - Throws: What reading the data throws.
  init(_ dataset: Dataset) throws {
    self.dataset = dataset
    summary = try DatasetSummary(dataset)
  }

  /// What is known of the whole.
  var facts: Facts {
    var facts = Facts()
    facts.add("name", .text(dataset.name))
    facts.add("kind", .text(dataset.kind.rawValue))
    facts.add("task", .text(dataset.task.rawValue))
    facts.add("examples", .integer(dataset.training.count))
    facts.add("test_examples", .integer(dataset.test?.count ?? 0))
    facts.add("shape", .text(dataset.shape.map(String.init).joined(separator: " x ")))
    facts.add("inputs", .integer(dataset.featureCount))
    facts.add("outputs", .integer(dataset.outputCount))
    facts.add("target", Field(dataset.targetName))
    facts.add("dropped_rows", .integer(dataset.droppedRows))
    facts.add("digest", .text(dataset.digest.description))
    facts.add("source", .text(dataset.source))
    facts.add("licence", Field(dataset.licence))
    return facts
  }

  static let classColumns = [
    Column("class", .identifier), Column("examples", .number), Column("test_examples", .number),
  ]
  static let rangeColumns = [
    Column("feature", .identifier), Column("minimum", .number), Column("maximum", .number),
    Column("mean", .number),
  ]

  /// A row for each class.
  var classRows: [[Field]] {
    summary.classes.map { [.text($0.name), .integer($0.training), .integer($0.test)] }
  }

  /// A row for each feature, and for each output of a regression.
  var rangeRows: [[Field]] {
    (summary.features + summary.targets).map {
      [.text($0.name), .real($0.minimum), .real($0.maximum), .real($0.mean)]
    }
  }

  /// All of it for people, features cut to the first twenty.
  func text(_ style: TerminalStyle) -> String {
    var options = RowOptions()
    options.style = style
    var parts = [facts.text(style)]
    if !classRows.isEmpty {
      parts.append(
        RowWriter.text(.table, columns: Self.classColumns, rows: classRows, options: options)
      )
    }
    let shown = rangeRows.prefix(20)
    var ranges = RowWriter.text(.table, columns: Self.rangeColumns, rows: shown, options: options)
    if let cut = CutNotice.line(shown: shown.count, of: rangeRows.count) {
      ranges += "\(cut); --features for all\n"
    }
    return (parts + [ranges]).joined(separator: "\n")
  }
}
