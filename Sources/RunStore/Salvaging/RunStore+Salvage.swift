internal import Foundation
internal import GRDB

extension RunStore {
  /// Reads what it can of a damaged file into a new one.
  ///
  /// Rows are read page by page, whatever SQLite thinks of the file, and each is held against its
  /// digest: a run keeps its epochs up to the first that does not hold, and weights that do not hold
  /// are left out. The damaged file is only read. The new one is checked, and has its name once it is
  /// whole.
  ///
  /// - Parameters:
  ///   - damaged: the path of the damaged file.
  ///   - path: the path of the new one.
  /// - Returns: What was read, and what was lost by run and epoch.
  /// - Throws: `cannotCreate` where there is a file, `missing`, `empty`, `notADatabase` where nothing
  ///   of a record is found, `full`, `inputOutput`.
  public static func salvage(
    _ damaged: String,
    into path: String
  ) throws(StoreError) -> SalvageReport {
    let path = FileProbe.absolute(path)
    let taken = StoreError.cannotCreate(path: path, reason: "there is a file of this name")
    guard FileProbe.size(path) == nil else { throw taken }
    try FileDraft.checkFolder(of: path)
    let file = try PageFile(path: FileProbe.absolute(damaged))
    let (draft, rows) = (FileDraft(of: path), FileDraft(of: path + ".rows"))
    defer {
      draft.remove()
      rows.remove()
    }
    do {
      let report = try salvage(file, of: damaged, through: rows.path, into: draft.path)
      guard try draft.publish() else { throw taken }
      return report
    } catch {
      throw draft.renamed(StoreError(error, path: draft.path))
    }
  }

  /// Collects rows in a file of their own, throws away what does not hold, and takes the rest as a
  /// merge does.
  private static func salvage(
    _ file: PageFile,
    of damaged: String,
    through rows: String,
    into path: String
  ) throws -> SalvageReport {
    let queue = try DatabaseQueue(path: rows, configuration: ConnectionSettings.configuration())
    defer { try? queue.close() }
    return try queue.inDatabase { db in
      // Nobody needs the rows after a crash.
      try db.execute(sql: "PRAGMA journal_mode = MEMORY; PRAGMA synchronous = OFF")
      var repair = RecordRepair(db)
      try db.inTransaction {
        var scan = try PageScan(file, into: db)
        try scan.run()
        try repair.run()
        return .commit
      }
      guard repair.report[.runs].read > 0 else { throw StoreError.notADatabase(path: damaged) }
      let store = try open(path: path, mode: .create)
      defer { try? store.close() }
      try store.takeAll(from: db)
      if let first = try store.check().first {
        throw StoreError.corrupt(path: damaged, detail: "what is left contradicts itself: \(first)")
      }
      return repair.report
    }
  }

  private func takeAll(from source: Database) throws {
    _ = try writing { db in
      var merge = Merge(source: source, target: db, path: path)
      try merge.run()
      try RecordOrder.restore(db)
    }
  }
}
