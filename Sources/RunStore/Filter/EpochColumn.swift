internal import Experiments

/// A number that each epoch of a run has.
struct EpochColumn: Sendable, Hashable {
  let name: String

  /// The column of a name; nil where epochs have none.
  init?(named name: String) {
    guard Self.names.contains(name) else { return nil }
    self.name = name
  }

  /// Every name.
  static let names = EpochRecord.numberNames + ["examples", "examples_per_second"]

  /// Its value over `epoch AS e`; NULL where it is NaN or was not measured.
  var value: BoundSQL {
    BoundSQL(
      sql: name == "examples_per_second" ? "(e.examples / nullif(e.seconds, 0))" : "e.\(name)"
    )
  }

  /// Whether it is NaN, over `epoch AS e`; nil where it never is.
  var isNaN: BoundSQL? {
    EpochRecord.numberNames.firstIndex(of: name).map { BoundSQL(sql: "e.nan >> \($0) & 1") }
  }

  /// As ``value``, NaN as the text `nan`.
  var marked: BoundSQL {
    isNaN.map { "CASE WHEN \($0) THEN 'nan' ELSE \(value) END" } ?? value
  }
}
