internal import GRDB

/// The program and the machine that train, as the record tells them of each run.
public struct Environment: Sendable, Equatable {
  /// The program's version.
  public var programVersion: String
  /// The commit of the folder that the command was given in; nil where it is under no control.
  public var gitCommit: String?
  /// Whether that folder differed from its commit.
  public var gitIsDirty: Bool?
  /// The model of the processor.
  public var cpu: String
  /// The instruction set of the arithmetic.
  public var kernel: String
  /// The operating system and its version.
  public var operatingSystem: String
  /// The command as it was given.
  public var commandLine: String

  /// Creates an environment from what is known of it.
  public init(
    programVersion: String,
    gitCommit: String? = nil,
    gitIsDirty: Bool? = nil,
    cpu: String,
    kernel: String,
    operatingSystem: String,
    commandLine: String
  ) {
    self.programVersion = programVersion
    self.gitCommit = gitCommit
    self.gitIsDirty = gitIsDirty
    self.cpu = cpu
    self.kernel = kernel
    self.operatingSystem = operatingSystem
    self.commandLine = commandLine
  }
}

extension Environment {
  private static let columns =
    "program_version, git_commit, git_dirty, cpu, kernel, operating_system, command_line"

  private var texts: [String?] {
    [
      programVersion, gitCommit, gitIsDirty.map(String.init), cpu, kernel, operatingSystem,
      commandLine,
    ]
  }

  /// The digest of everything it says.
  var digest: [UInt8] {
    var digest = RecordDigest()
    for text in texts { digest.append(text) }
    return digest.finished()
  }

  /// The key of the row that says the same; makes it where there is none.
  func register(_ db: Database) throws -> Int {
    let row = try PreparedStatement(
      db,
      """
      INSERT INTO environment (\(Self.columns), digest) VALUES (?, ?, ?, ?, ?, ?, ?, ?)
      ON CONFLICT (digest) DO UPDATE SET digest = excluded.digest RETURNING id
      """
    )
    defer { row.reset() }
    for (index, text) in texts.enumerated() { row.bind(index + 1, text) }
    row.bind(8, digest)
    _ = try row.step()
    return try row.integer(0)
  }

  /// Reads the row of a key.
  init?(_ db: Database, key: Int) throws {
    let row = try PreparedStatement(db, "SELECT \(Self.columns) FROM environment WHERE id = ?")
    defer { row.reset() }
    row.bind(1, key)
    guard try row.step() else { return nil }
    self.init(
      programVersion: try row.text(0),
      gitCommit: try row.optionalText(1),
      gitIsDirty: try row.optionalText(2).map { $0 == "true" },
      cpu: try row.text(3),
      kernel: try row.text(4),
      operatingSystem: try row.text(5),
      commandLine: try row.text(6)
    )
  }
}
