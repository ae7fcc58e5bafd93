internal import Experiments

/// A column of the list of runs: the only names that lists, filters and sort keys may have.
public struct RunColumn: Sendable, Hashable {
  /// What a column's values are.
  public enum Kind: Sendable {
    /// Words.
    case text
    /// Whole numbers.
    case integer
    /// Numbers, NaN and the infinities among them.
    case real
    /// A number or a word.
    case any
    /// A moment; as a value to compare with, milliseconds since 1970.
    case time
  }

  /// Its name everywhere.
  public let name: String
  /// What its values are.
  public let kind: Kind
  /// The expression of its value, over `run AS r`; NULL where it is NaN or empty.
  let value: BoundSQL
  /// The expression of what is shown.
  let shown: BoundSQL
  /// As ``value``, NaN as the text `nan`.
  let marked: BoundSQL
  /// The bit of `r.nan` that says the value is NaN.
  let nanBit: Int?

  private init(
    _ name: String,
    _ kind: Kind,
    value: BoundSQL? = nil,
    shown: BoundSQL? = nil,
    nanBit: Int? = nil
  ) {
    self.name = name
    self.kind = kind
    self.value = value ?? BoundSQL(sql: "r.\(name)")
    self.shown = shown ?? self.value
    self.nanBit = nanBit
    marked =
      nanBit.map { BoundSQL(sql: "CASE WHEN r.nan >> \($0) & 1 THEN 'nan' ELSE r.\(name) END") }
      ?? self.value
  }

  /// Creates the column of a number that is computed from a run's history.
  init(computed name: String, value: BoundSQL, marked: BoundSQL) {
    self.name = name
    kind = .real
    self.value = value
    shown = marked
    self.marked = marked
    nanBit = nil
  }

  /// The column of a name.
  ///
  /// - Throws: `unknown`, with the nearest name.
  public static func named(_ name: String) throws(StoreError) -> RunColumn {
    guard let column = byName[name] else {
      let nearest = NearestWord.find(name, among: all.map(\.name)).map { [$0] } ?? []
      throw .unknown(kind: "column", name: name, known: nearest)
    }
    return column
  }

  private static let byName = Dictionary(uniqueKeysWithValues: all.map { ($0.name, $0) })

  /// The columns of `export runs` and of the view, in their order.
  public static let exported: [RunColumn] =
    identity + DefinitionKey.allCases.map(definition) + summary

  /// Every column, those that are not exported last.
  public static let all: [RunColumn] = exported + more

  private static let identity = [
    RunColumn("run", .text, value: "lower(hex(r.run_id))"),
    RunColumn(
      "experiment",
      .text,
      value: "(SELECT e.name FROM experiment AS e WHERE e.id = r.experiment)"
    ),
    RunColumn("sweep", .text, value: "(SELECT s.name FROM sweep AS s WHERE s.id = r.sweep)"),
    RunColumn("status", .text, value: status),
    RunColumn("epochs_done", .integer),
  ]

  /// What a process that is gone was training is lost, whatever the row says.
  static let status: BoundSQL = """
    CASE WHEN r.status = 'running' AND (r.process IS NULL OR r.process IN \(GoneFunction.processes)) \
    THEN 'lost' ELSE r.status END
    """

  private static func definition(_ key: DefinitionKey) -> RunColumn {
    switch key {
    case .validation: RunColumn(key.rawValue, .any)
    case .trainLimit, .splitSeed, .scheduleEpochs, .warmupEpochs, .miniBatchSize, .epochs,
      .earlyStopping, .seed:
      RunColumn(key.rawValue, .integer)
    case .learningRate, .momentum, .weightDecay, .scheduleFactor, .minimumRate, .l2, .l1, .dropout,
      .gradientClip, .minDelta:
      RunColumn(key.rawValue, .real)
    default: RunColumn(key.rawValue, .text)
    }
  }

  private static func last(_ name: String) -> RunColumn {
    RunColumn(name, .real, nanBit: RunSummary.lastNames.firstIndex(of: name))
  }

  private static func time(_ name: String) -> RunColumn {
    RunColumn(
      name,
      .time,
      shown: BoundSQL(sql: "strftime('%Y-%m-%dT%H:%M:%fZ', r.\(name) / 1000.0, 'unixepoch')")
    )
  }

  private static let summary = [
    last("train_cost"), last("validation_cost"), last("train_accuracy"),
    last("validation_accuracy"),
    RunColumn("best_validation_cost", .real), RunColumn("best_validation_accuracy", .real),
    RunColumn("best_epoch", .integer), last("gradient_norm"), RunColumn("seconds", .real),
    RunColumn(
      "examples_per_second",
      .real,
      value: "(nullif(r.examples, 0) / nullif(r.seconds, 0))"
    ),
    time("started_at"), time("finished_at"),
    RunColumn(
      "tags",
      .text,
      value: """
        (SELECT group_concat(tag, ',') \
        FROM (SELECT t.tag AS tag FROM tag AS t WHERE t.run = r.id ORDER BY t.tag))
        """
    ),
    last("train_r2"), last("validation_r2"), last("train_rmse"), last("validation_rmse"),
    RunColumn(
      "findings",
      .text,
      value: """
        (CASE r.findings WHEN 0 THEN 'none' ELSE (SELECT group_concat(finding, ',') \
        FROM (SELECT f.finding AS finding FROM finding AS f WHERE f.run = r.id \
        GROUP BY f.finding ORDER BY min(f.epoch), f.finding)) END)
        """
    ),
  ]

  private static let more =
    [last("weight_norm")]
    + RunSummary.bestNames
    .filter { $0 != "best_validation_cost" && $0 != "best_validation_accuracy" }
    .map { RunColumn($0, .real) } + [
      RunColumn("examples", .integer), RunColumn("stopped_early", .integer),
      RunColumn("diverged_at", .integer), RunColumn("error", .text), RunColumn("sizes", .text),
      RunColumn("note", .text, value: "(SELECT n.note FROM note AS n WHERE n.run = r.id)"),
      time("planned_at"),
    ]
}

extension RunColumn {
  /// The terms that sort by the column: finite numbers first, then the infinities, then NaN, then
  /// what is empty, whichever the direction.
  ///
  /// `key` is the name of a column with the values of ``marked``.
  func order(key: String, descending: Bool) -> String {
    let direction = descending ? " DESC" : ""
    guard kind == .real else { return "\(key) IS NULL, \(key)\(direction)" }
    return """
      CASE WHEN \(key) IS NULL THEN 3 WHEN \(key) = 'nan' THEN 2 \
      WHEN abs(\(key)) = 9e999 THEN 1 ELSE 0 END, \(key)\(direction)
      """
  }
}
