internal import Foundation
internal import GRDB

extension RunStore {
  /// Opens a record.
  ///
  /// Whose file it is and how new is checked before anything beside it could change, and its whole
  /// schema is compared with this program's before anything else in it is believed.
  ///
  /// - Throws: `missing` (only ``Mode/create`` makes a file), `empty`, `notADatabase`, `foreign`,
  ///   `newer`, `altered` and `corrupt` for files that are not a record of this program's,
  ///   `readOnly` for writing to a file that may only be read, `cannotCreate`, `inputOutput`.
  public static func open(path: String, mode: Mode) throws(StoreError) -> RunStore {
    try open(path: path, mode: mode, schema: .current)
  }

  static func open(
    path: String,
    mode: Mode,
    schema: Schema,
    access: ReadAccess? = nil
  ) throws(StoreError) -> RunStore {
    guard !path.utf8.contains(0), !path.isEmpty else {
      throw .badText(kind: "path", text: path, reason: "is no name of a file")
    }
    let path = URL(fileURLWithPath: path).standardizedFileURL.path
    let probe = FileProbe(path: path)
    if mode == .create, FileProbe.size(path) == nil {
      try FileCreation(path: path, schema: schema).create()
    }
    try probe.check(schema: schema)
    do {
      return mode == .read
        ? try openForReading(probe, schema: schema, access: access ?? ReadAccess(probe))
        : try openForWriting(probe, mode: mode, schema: schema)
    } catch {
      throw StoreError(error, path: path)
    }
  }

  /// Opens a file of someone else's for reading: its schema is never changed, and an older one is
  /// brought up to date in a private copy.
  ///
  /// - Throws: as ``open(path:mode:)``.
  static func openForeign(
    path: String,
    schema: Schema = .current
  ) throws(StoreError) -> RunStore {
    let path = URL(fileURLWithPath: path).standardizedFileURL.path
    let probe = FileProbe(path: path)
    try probe.check(schema: schema)
    do {
      let version = try probe.version()
      let known = Schema(migrations: Array(schema.migrations.prefix(version)))
      let store = try openForReading(probe, schema: known, access: ReadAccess(probe))
      guard version < schema.version else { return store }
      defer { try? store.close() }
      let copy = try store.queue.inDatabase { db in try PrivateCopy(vacuuming: db) }
      try openForWriting(FileProbe(path: copy.path), mode: .write, schema: schema).close()
      return try ReadAccess.open(copy, of: path)
    } catch {
      throw StoreError(error, path: path)
    }
  }

  private static func openForWriting(
    _ probe: FileProbe,
    mode: Mode,
    schema: Schema
  ) throws -> RunStore {
    guard probe.isWritable else { throw StoreError.readOnly(path: probe.path) }
    let queue = try DatabaseQueue(
      path: probe.path,
      configuration: ConnectionSettings.configuration()
    )
    let store = RunStore(path: probe.path, mode: mode, queue: queue)
    try queue.inDatabase { db in
      try Upgrade(path: probe.path, schema: schema).run(db)
      try schema.compare(db, path: probe.path)
      try db.execute(sql: "PRAGMA synchronous = NORMAL")
      try ConnectionSettings.verify(db, path: probe.path)
    }
    return store
  }

  private static func openForReading(
    _ probe: FileProbe,
    schema: Schema,
    access: ReadAccess
  ) throws -> RunStore {
    if probe.isWritable, try probe.version() < schema.version {
      try openForWriting(probe, mode: .write, schema: schema).close()
    }
    let store = try access.open(probe.path)
    try store.queue.inDatabase { db in
      try db.execute(sql: "PRAGMA query_only = ON")
      let version = try Schema.readVersion(db)
      try schema.checkVersion(version, path: probe.path)
      let known = Schema(migrations: Array(schema.migrations.prefix(version)))
      try known.compare(db, path: probe.path)
      guard version == schema.version else {
        throw StoreError.older(path: probe.path, schema: version, known: schema.version)
      }
    }
    return store
  }
}
