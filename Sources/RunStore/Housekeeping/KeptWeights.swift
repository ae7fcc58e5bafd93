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
  /// The last epoch's are those that training goes on from: they stay, unless the state has them too.
  fileprivate func dropped(_ row: RunRow) -> BoundSQL {
    let isBest: BoundSQL = best ? "epoch IS \(bound: row.summary.bestEpoch.stored)" : "0"
    let isNth: BoundSQL = every.map { "epoch % \(bound: .integer($0)) = 0" } ?? "0"
    return """
      run = \(bound: .integer(row.key)) AND NOT (\(isBest)) AND NOT (\(isNth)) \
      AND (epoch <> \(bound: .integer(row.summary.epochsDone)) \
      OR EXISTS (SELECT 1 FROM state AS s WHERE s.run = weights.run AND s.epoch = weights.epoch \
      AND length(s.weights) > 0))
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
        FROM (SELECT epoch, length(weights) + length(biases) AS bytes,
            length(weights) + length(biases) + 20 AS length
          FROM weights WHERE \(kept.dropped(row))), \(Self.page)
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

  /// What stays of a row on its page, at least and at most, and what a page takes of the rest.
  private static let page: BoundSQL = """
    (SELECT page_size AS size, page_size - 4 AS room, (page_size - 12) * 32 / 255 - 23 AS least,
      (page_size - 12) * 64 / 255 - 23 AS most FROM pragma_page_size)
    """

  /// What a row takes in the file, with about 20 bytes for its keys and lengths: one that is too long
  /// for its page fills others, and what is left then stays where it fits
  /// (https://sqlite.org/fileformat2.html, section 1.6).
  private static let stored: BoundSQL = """
    CASE WHEN length <= most THEN length
      WHEN (length - least) % room <= most - least
        THEN least + (length - least) % room + (length - least) / room * size
      ELSE least + ((length - least) / room + 1) * size
    END
    """
}

extension Int? {
  fileprivate var stored: StoredValue { map(StoredValue.integer) ?? .empty }
}
