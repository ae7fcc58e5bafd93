public import Experiments
internal import GRDB

extension RunStore {
  /// Keeps first weights that come from a file or another run, so that a run which begins with them
  /// can go on, and be trained again, without the file.
  ///
  /// Arrays that make no network are left alone; training will say what is wrong with them.
  ///
  /// - Throws: `readOnly`, `locked`.
  public func keep(_ file: InitialWeightsFile) throws(StoreError) {
    guard let weights = file.snapshot else { return }
    try writing { db in
      let row = try PreparedStatement(db, InitialWeightsRow.insertion)
      row.bind(1, file.digest.bytes)
      row.bind(2, ListText.text(weights.sizes))
      row.bind(3, weights.precision.rawValue)
      row.bind(4, weights.bytes)
      try row.run()
    }
  }

  /// First weights that were kept, found by the digest of their content; nil where they were not.
  ///
  /// - Throws: `corrupt` where they contradict their digest, and what reading throws.
  public func initialWeights(
    _ source: Definition.Source
  ) throws(StoreError) -> InitialWeightsFile? {
    try reading { db in try InitialWeightsRow.read(db, source) }
  }
}

/// The statements of table `initial_weights`.
enum InitialWeightsRow {
  /// Copies what another file has; the digest of the content is the key.
  static func copy(from source: Database, to target: Database) throws {
    let row = try PreparedStatement(
      source,
      "SELECT digest, sizes, precision, weights FROM initial_weights"
    )
    defer { row.reset() }
    while try row.step() {
      let copy = try PreparedStatement(target, insertion)
      for column in 0..<4 { copy.bind(column + 1, try row.value(column)) }
      try copy.run()
    }
  }

  fileprivate static let insertion = """
    INSERT OR IGNORE INTO initial_weights (digest, sizes, precision, weights) VALUES (?, ?, ?, ?)
    """

  /// Reads first weights and checks them against their digest; nil where they were not kept.
  static func read(_ db: Database, _ source: Definition.Source) throws -> InitialWeightsFile? {
    let row = try PreparedStatement(
      db,
      "SELECT sizes, precision, weights FROM initial_weights WHERE digest = ?"
    )
    defer { row.reset() }
    row.bind(1, source.digest)
    guard try row.step() else { return nil }
    guard let sizes = ListText.numbers(try row.text(0)),
      let precision = Precision(rawValue: try row.text(1)),
      let snapshots = WeightsSnapshot.snapshots(
        of: try row.blob(2),
        sizes: sizes,
        precision: precision
      ),
      snapshots.count == 1
    else { throw DatabaseError.damaged("first weights") }
    let file = InitialWeightsFile(snapshots[0], label: source.label)
    guard file.digest.bytes == source.digest else { throw DatabaseError.damaged("first weights") }
    return file
  }
}
