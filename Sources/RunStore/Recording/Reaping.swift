internal import Experiments
internal import GRDB

/// Finding runs whose process is gone.
enum Reaping {
  /// Marks the runs of processes that are gone as lost, forgets the processes, and returns how many
  /// runs there were.
  @discardableResult
  static func reap(_ db: Database, for observer: ProcessIdentity) throws -> Int {
    let gone = try ProcessRow.gone(db, for: observer)
    var lost = 0
    for var run in try RunRow.running(db, by: gone) {
      run.summary.status = .lost
      run.process = nil
      run.attempt += 1
      _ = try run.save(db, ifAttempt: run.attempt - 1)
      lost += 1
    }
    for process in gone { try ProcessRow.delete(db, process: process) }
    return lost
  }
}

extension RunStore {
  /// Marks the runs whose process is gone as lost and returns how many there were.
  ///
  /// - Throws: `readOnly`, `locked` and what writing throws.
  @discardableResult
  public func reap() throws(StoreError) -> Int {
    try writing { db in try Reaping.reap(db, for: .current) }
  }
}
