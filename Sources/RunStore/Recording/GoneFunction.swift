internal import GRDB

/// The SQL function `gone(pid, start_time, boot, host, heartbeat, heard_at)`: whether a row of
/// `process` is of a process that no longer trains.
enum GoneFunction {
  /// The keys of all those processes.
  static let processes: BoundSQL = """
    (SELECT p.id FROM process AS p \
    WHERE gone(p.pid, p.start_time, p.boot, p.host, p.heartbeat, p.heard_at))
    """

  /// Makes the function known to a connection.
  static func add(to db: Database) {
    db.add(
      function: DatabaseFunction("gone", argumentCount: 6) { values in
        lease(values)?.isOver(at: .now, for: .current)
      }
    )
  }

  private static func lease(_ values: [DatabaseValue]) -> Lease? {
    guard let pid = Int.fromDatabaseValue(values[0]),
      let start = Int.fromDatabaseValue(values[1]),
      let boot = String.fromDatabaseValue(values[2]),
      let host = String.fromDatabaseValue(values[3]),
      let heartbeat = Int.fromDatabaseValue(values[4]),
      let heardAt = Int.fromDatabaseValue(values[5])
    else { return nil }
    return Lease(
      process: ProcessIdentity(pid: pid, startTime: start, boot: boot, host: host),
      heard: Moment(wall: heardAt, monotonic: heartbeat)
    )
  }
}
