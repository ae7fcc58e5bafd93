public import Experiments
internal import GRDB

/// Proof that a run was trained again from its definition and compared with its record.
public struct Verification: Sendable, Equatable {
  /// When, in milliseconds since 1970.
  public var time: Int
  /// The program and the machine that trained it again.
  public var environment: Environment
  /// The last epoch that was compared; epoch 0 always is.
  public var epochs: Int
  /// The last epoch's link of the chain at that time; the run has grown since where it differs.
  public var chain: [UInt8]
  /// The first difference in words; nil where every bit agreed.
  public var difference: String?

  /// The digest of everything that the record says of the verification of a run.
  func digest(of run: RunID) -> [UInt8] {
    var digest = RecordDigest()
    digest.append(run.bytes)
    digest.append(time)
    digest.append(environment.digest)
    digest.append(epochs)
    digest.append(chain)
    digest.append(difference)
    return digest.finished()
  }
}

extension RunStore {
  /// Records that a run was trained again just now and how it compared.
  ///
  /// - Throws: `unknownRun`, `readOnly`, `locked`.
  @discardableResult
  public func recordVerification(
    of run: RunID,
    epochs: Int,
    chain: [UInt8],
    difference: String?,
    environment: Environment
  ) throws(StoreError) -> Verification {
    let verification = Verification(
      time: Moment.now.wall,
      environment: environment,
      epochs: epochs,
      chain: chain,
      difference: difference
    )
    try writing { db in try verification.insert(db, run, key: try Self.key(db, run)) }
    return verification
  }

  /// Every verification of a run, the oldest first.
  ///
  /// - Throws: `unknownRun`, `corrupt`, and what reading throws.
  public func verifications(of run: RunID) throws(StoreError) -> [Verification] {
    try reading { db in try Verification.read(db, run, key: try Self.key(db, run)) }
  }
}

extension Verification {
  fileprivate func insert(_ db: Database, _ run: RunID, key: Int) throws {
    let row = try PreparedStatement(
      db,
      """
      INSERT INTO verification (run, verified_at, environment, epochs, chain, difference, digest)
      VALUES (?, ?, ?, ?, ?, ?, ?)
      """
    )
    row.bind(1, key)
    row.bind(2, time)
    row.bind(3, try environment.register(db))
    row.bind(4, epochs)
    row.bind(5, chain)
    row.bind(6, difference)
    row.bind(7, digest(of: run))
    try row.run()
  }

  /// Adds it to a run unless the run has the same.
  func insertIfMissing(_ db: Database, _ run: RunID, key: Int) throws {
    let isKnown = try Self.read(db, run, key: key).contains(self)
    if !isKnown { try insert(db, run, key: key) }
  }

  /// Reads a run's verifications and checks them against their digests.
  static func read(_ db: Database, _ run: RunID, key: Int) throws -> [Verification] {
    let row = try PreparedStatement(
      db,
      """
      SELECT verified_at, environment, epochs, chain, difference, digest
      FROM verification WHERE run = ? ORDER BY verified_at, digest
      """
    )
    defer { row.reset() }
    row.bind(1, key)
    var found: [Verification] = []
    while try row.step() {
      guard let environment = try Environment(db, key: try row.integer(1)) else {
        throw DatabaseError.damaged("the environments of a verification")
      }
      let verification = Verification(
        time: try row.moment(0),
        environment: environment,
        epochs: try row.count(2),
        chain: try row.blob(3),
        difference: try row.optionalText(4)
      )
      guard try row.blob(5) == verification.digest(of: run) else {
        throw DatabaseError.damaged("the words of a verification")
      }
      found.append(verification)
    }
    return found
  }
}
