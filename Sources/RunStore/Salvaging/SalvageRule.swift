/// What becomes of a table's rows when a damaged file is salvaged.
///
/// Every table of the schema needs a rule: rows of one without are left behind.
enum SalvageRule {
  /// A row has a digest of its own, and is taken where that holds.
  case digest
  /// As ``digest``; but a row of another table may look like one, so none is taken for the only one of
  /// its key before it was judged.
  case words
  /// Rows belong to an epoch of a run, and are taken with it.
  case epoch
  /// Rows belong to a run, and are taken with it where they hold.
  case run
  /// The members of sweeps: the digest of the sweep's points tells which they are.
  case members
  /// Rows mean nothing in another file.
  case leftBehind

  /// The rule of each table.
  static let all: [String: SalvageRule] = [
    "environment": .digest, "initial_weights": .digest, "run": .digest,
    "experiment": .words, "sweep": .words, "tag": .words, "note": .words,
    "epoch": .epoch, "layer": .epoch, "weights": .epoch, "finding": .epoch,
    "state": .run, "verification": .run, "gradient_check": .run, "gradient_check_layer": .run,
    "sweep_run": .members,
    "process": .leftBehind,
  ]

  /// The tables of a rule, in the order of their names.
  static func tables(_ rule: SalvageRule) -> [String] {
    all.filter { $0.value == rule }.keys.sorted()
  }
}
