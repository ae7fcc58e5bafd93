public import Experiments
internal import GRDB

/// Which epochs keep their weights when others are dropped; the last one always does.
public struct KeptWeights: Sendable, Equatable {
  /// Whether the best epoch keeps its weights.
  public var best: Bool
  /// Each n-th epoch keeps its weights, epoch 0 among them; nil for none.
  public var every: Int?

  /// Creates a choice.
  public init(best: Bool, every: Int? = nil) { (self.best, self.every) = (best, every) }

  /// The condition on rows of `weights` that are dropped of a run.
  ///
  /// The last epoch's weights are part of the state that training goes on from; where that is missing
  /// the row stays.
  fileprivate func dropped(_ row: RunRow) -> BoundSQL {
    let isBest: BoundSQL = best ? "epoch IS \(bound: row.summary.bestEpoch.stored)" : "0"
    let isNth: BoundSQL = every.map { "epoch % \(bound: .integer($0)) = 0" } ?? "0"
    return """
      run = \(bound: .integer(row.key)) AND NOT (\(isBest)) AND NOT (\(isNth)) \
      AND (epoch <> \(bound: .integer(row.summary.epochsDone)) \
      OR EXISTS (SELECT 1 FROM state AS s WHERE s.run = weights.run AND s.epoch = weights.epoch))
      """
  }
}

/// Weights that are dropped, or would be.
public struct DroppedWeights: Sendable, Equatable {
  /// Creates none.
  public init() {}

  /// The number of epochs.
  public var epochs = 0
  /// The number of bytes.
  public var bytes = 0
  /// What their rows take in the file, in bytes.
  public var storedBytes = 0
}

extension RunStore {
  /// The weights of a run that would be dropped.
  ///
  /// - Throws: `unknownRun`, and what reading throws.
  public func weightsToDrop(
    of run: RunID,
    keeping kept: KeptWeights
  ) throws(StoreError) -> DroppedWeights {
    try reading { db in try Self.count(db, Self.row(db, run), kept) }
  }

  /// Drops weights of a run that training again can rebuild; one that is being trained keeps its own.
  ///
  /// - Throws: `unknownRun`, `readOnly`, `locked` and what writing throws.
  @discardableResult
  public func dropWeights(
    of run: RunID,
    keeping kept: KeptWeights
  ) throws(StoreError) -> DroppedWeights {
    try writing { db in
      let row = try Self.row(db, run)
      guard row.summary.status != .running else { return DroppedWeights() }
      let dropped = try Self.count(db, row, kept)
      try PreparedStatement(db, bound: "DELETE FROM weights WHERE \(kept.dropped(row))").run()
      return dropped
    }
  }

  private static func row(_ db: Database, _ run: RunID) throws -> RunRow {
    guard let row = try RunRow.find(db, run) else { throw StoreError.unknownRun(run.description) }
    return row
  }

  private static func count(
    _ db: Database,
    _ row: RunRow,
    _ kept: KeptWeights
  ) throws -> DroppedWeights {
    let found = try PreparedStatement(
      db,
      bound: """
        SELECT count(DISTINCT epoch), coalesce(sum(bytes), 0), coalesce(sum(\(Self.stored)), 0)
        FROM (SELECT epoch, length(weights) + length(biases) AS bytes
          FROM weights WHERE \(kept.dropped(row)))
        """
    )
    defer { found.reset() }
    _ = try found.step()
    var dropped = DroppedWeights()
    dropped.epochs = try found.integer(0)
    dropped.bytes = try found.integer(1)
    dropped.storedBytes = try found.integer(2)
    return dropped
  }

  /// What a row of `bytes` takes on pages of 4096 bytes, with about 20 more for its keys and lengths.
  ///
  /// Of a row that is longer than 1,002 bytes 489 to 1,002 stay on its page, and the rest fills pages
  /// of its own with 4,092 bytes each (https://sqlite.org/fileformat2.html, section 1.6).
  private static let stored: BoundSQL = """
    CASE WHEN bytes <= 982 THEN bytes + 20 ELSE
      CASE WHEN (bytes - 469) % 4092 <= 513 THEN 489 + (bytes - 469) % 4092 ELSE 489 END
      + ((bytes - 469) / 4092 + ((bytes - 469) % 4092 > 513)) * 4096
    END
    """
}

extension Int? {
  fileprivate var stored: StoredValue { map(StoredValue.integer) ?? .empty }
}
