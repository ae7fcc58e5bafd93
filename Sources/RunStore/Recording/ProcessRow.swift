internal import GRDB

/// The statements of table `process`.
enum ProcessRow {
  /// Registers a process under a number that no other one gets later: the rows of processes that are
  /// gone are deleted, and one that was only taken for gone still goes by its own.
  static func insert(_ db: Database, _ process: ProcessIdentity, now: Moment) throws -> Int {
    let id = Int.random(in: 1...1 << 53)
    try keep(db, process: id, process, now: now)
    return id
  }

  /// Registers a process again that others have taken for gone.
  static func keep(
    _ db: Database,
    process id: Int,
    _ identity: ProcessIdentity,
    now: Moment
  ) throws {
    let row = try PreparedStatement(
      db,
      """
      INSERT INTO process (id, pid, start_time, boot, host, heartbeat, heard_at)
      VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT (id) DO NOTHING
      """
    )
    row.bind(1, id)
    row.bind(2, identity.pid)
    row.bind(3, identity.startTime)
    row.bind(4, identity.boot)
    row.bind(5, identity.host)
    row.bind(6, now.monotonic)
    row.bind(7, now.wall)
    try row.run()
  }

  static func beat(_ db: Database, process: Int, now: Moment) throws {
    let row = try PreparedStatement(
      db,
      "UPDATE process SET heartbeat = ?, heard_at = ? WHERE id = ?"
    )
    row.bind(1, now.monotonic)
    row.bind(2, now.wall)
    row.bind(3, process)
    try row.run()
  }

  static func delete(_ db: Database, process: Int) throws {
    let row = try PreparedStatement(db, "DELETE FROM process WHERE id = ?")
    row.bind(1, process)
    try row.run()
  }

  /// Every process that said it trains, by its key.
  static func leases(_ db: Database) throws -> [Int: Lease] {
    let row = try PreparedStatement(
      db,
      "SELECT id, pid, start_time, boot, host, heartbeat, heard_at FROM process"
    )
    defer { row.reset() }
    var leases: [Int: Lease] = [:]
    while try row.step() {
      leases[try row.integer(0)] = Lease(
        process: ProcessIdentity(
          pid: try row.integer(1),
          startTime: try row.integer(2),
          boot: try row.text(3),
          host: try row.text(4)
        ),
        heard: Moment(wall: try row.moment(6), monotonic: try row.moment(5))
      )
    }
    return leases
  }

  /// The keys of processes that no longer train.
  static func gone(_ db: Database, for observer: ProcessIdentity) throws -> [Int] {
    let now = Moment.now
    return try leases(db).filter { $0.value.isOver(at: now, for: observer) }.keys.sorted()
  }
}
