internal import Foundation
internal import GRDB

extension RunStore {
  /// Takes the runs of other files into one, which is made where there is none.
  ///
  /// The result is a union by run id: in whatever order and however often files are merged, it is the
  /// same. The others are checked as a whole before anything is taken, are only read, and an older
  /// schema is brought up to date in a private copy. Everything is taken in one transaction: a
  /// conflict, an error or the end of the process leaves the target as it was.
  ///
  /// - Parameters:
  ///   - others: the paths of the files to take from.
  ///   - path: the file that takes.
  /// - Returns: What was taken from each file; with conflicts, nothing was.
  /// - Throws: `damaged` for a file that is not what was recorded, `beingTrained` where a run that
  ///   another process trains would be changed, and what opening, reading and writing throw.
  public static func merge(_ others: [String], into path: String) throws(StoreError) -> MergeReport
  {
    var sources: [RunStore] = []
    defer { for source in sources { try? source.close() } }
    for other in others {
      guard !FileProbe.isSame(other, path) else {
        throw .badText(kind: "file", text: other, reason: "is the database itself")
      }
      sources.append(try openForeign(path: other))
    }
    let target = URL(fileURLWithPath: path).standardizedFileURL.path
    guard FileProbe.size(target) == nil else { return try merge(sources, into: target) }
    return try mergeIntoNew(sources, target)
  }

  /// A new file has its name once everything is in it.
  private static func mergeIntoNew(
    _ sources: [RunStore],
    _ path: String
  ) throws(StoreError) -> MergeReport {
    let draft = FileDraft(of: path)
    defer { draft.remove() }
    let report: MergeReport
    do {
      report = try merge(sources, into: draft.path)
    } catch {
      throw draft.renamed(error)
    }
    guard report.conflicts.isEmpty else { return report }
    return try draft.publish() ? report : merge(sources, into: path)
  }

  private static func merge(
    _ sources: [RunStore],
    into path: String
  ) throws(StoreError) -> MergeReport {
    let target = try open(path: path, mode: .create)
    defer { try? target.close() }
    var report = MergeReport()
    do {
      try withSnapshots(of: sources) { snapshots in
        for (source, snapshot) in zip(sources, snapshots) {
          let damage = try RecordCheck.damage(in: snapshot, log: source.log)
          guard damage.isEmpty else {
            throw StoreError.damaged(path: source.path, places: damage)
          }
        }
        try target.take(snapshots, from: sources.map(\.path), &report)
      }
    } catch {
      throw StoreError(error, path: path)
    }
    return report
  }

  private func take(
    _ snapshots: [Database],
    from paths: [String],
    _ report: inout MergeReport
  ) throws {
    try queue.inDatabase { db in
      try db.inTransaction(.immediate) {
        try Reaping.reap(db, for: .current)
        for (path, snapshot) in zip(paths, snapshots) {
          var merge = Merge(source: snapshot, target: db, path: path)
          try merge.run()
          report.sources.append(merge.counts)
          report.conflicts += merge.conflicts
        }
        guard report.conflicts.isEmpty else { return .rollback }
        try RecordOrder.restore(db)
        return .commit
      }
    }
  }

  /// Runs a body while every file stands still.
  private static func withSnapshots(
    of stores: [RunStore],
    _ body: ([Database]) throws -> Void
  ) throws {
    func open(_ rest: ArraySlice<RunStore>, _ snapshots: [Database]) throws {
      guard let store = rest.first else { return try body(snapshots) }
      do {
        try store.streaming { db in try open(rest.dropFirst(), snapshots + [db]) }
      } catch let error as DatabaseError {
        throw StoreError(error, path: store.path)
      }
    }
    try open(stores[...], [])
  }
}
