/// One step of the schema's history.
public struct Migration: Sendable, Equatable {
  /// The name of its file without `.sql`.
  public var identifier: String
  /// The statements of the file.
  public var sql: String

  /// Creates a step from its name and statements.
  public init(identifier: String, sql: String) {
    self.identifier = identifier
    self.sql = sql
  }
}

/// The schema's history, oldest first.
///
/// The number of steps that were applied to a file is its
/// `user_version`. A released step is never edited; a change is a new file.
public enum Migrations {
  /// Every step, in order.
  public static let all: [Migration] = [
    Migration(
      identifier: "0001_create_record",
      sql: String(decoding: PackageResources._001_create_record_sql, as: UTF8.self)
    ),
    Migration(
      identifier: "0002_record_findings",
      sql: String(decoding: PackageResources._002_record_findings_sql, as: UTF8.self)
    ),
    Migration(
      identifier: "0003_count_points",
      sql: String(decoding: PackageResources._003_count_points_sql, as: UTF8.self)
    ),
  ]

  /// The size of a page of a new file in bytes.
  public static let pageSize = 8192
}
