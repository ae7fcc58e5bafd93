public import Experiments
internal import GRDB

/// Evidence that backpropagation and central differences agree on a run's own network and data.
public struct GradientEvidence: Sendable, Equatable {
  /// What was found in one layer.
  public struct Layer: Sendable, Equatable {
    /// The layer l.
    public var layer: Int
    /// The number of its weights and biases.
    public var parameters: Int
    /// How many of them were moved.
    public var checked: Int
    /// How many derivatives of single examples were compared.
    public var compared: Int
    /// How many were left out for a kink.
    public var kinks: Int
    /// The largest relative error; nil where it is not a number.
    public var largestError: Double?

    /// Creates the findings of a layer.
    public init(
      layer: Int,
      parameters: Int,
      checked: Int,
      compared: Int,
      kinks: Int,
      largestError: Double?
    ) {
      self.layer = layer
      self.parameters = parameters
      self.checked = checked
      self.compared = compared
      self.kinks = kinks
      self.largestError = largestError
    }
  }

  /// When, in milliseconds since 1970.
  public var time: Int
  /// The epoch whose weights were checked.
  public var epoch: Int
  /// The number of training examples.
  public var examples: Int
  /// The largest relative error that passes.
  public var tolerance: Double
  /// Whether every layer passed.
  public var passed: Bool
  /// The layers l = 2…L, in order.
  public var layers: [Layer]
  /// The program and the machine that checked.
  public var environment: Environment

  /// Creates evidence of this moment.
  public init(
    epoch: Int,
    examples: Int,
    tolerance: Double,
    passed: Bool,
    layers: [Layer],
    environment: Environment
  ) {
    time = Moment.now.wall
    self.epoch = epoch
    self.examples = examples
    self.tolerance = tolerance
    self.passed = passed
    self.layers = layers
    self.environment = environment
  }

  /// The digest of everything that the record says of a check of a run.
  func digest(of run: RunID) -> [UInt8] {
    var digest = RecordDigest()
    digest.append(run.bytes)
    digest.append(epoch)
    digest.append(time)
    digest.append(environment.digest)
    digest.append(examples)
    digest.append(tolerance)
    digest.append("\(passed)")
    for layer in layers {
      for count in [layer.layer, layer.parameters, layer.checked, layer.compared, layer.kinks] {
        digest.append(count)
      }
      digest.append(layer.largestError)
    }
    return digest.finished()
  }
}

extension RunStore {
  /// Records a check of a run's gradients.
  ///
  /// - Throws: `unknownRun`, `readOnly`, `locked`.
  public func record(_ evidence: GradientEvidence, of run: RunID) throws(StoreError) {
    try writing { db in try evidence.insert(db, run, key: try Self.key(db, run)) }
  }

  /// Every check of a run's gradients, the oldest first.
  ///
  /// - Throws: `unknownRun`, `corrupt`, and what reading throws.
  public func gradientChecks(of run: RunID) throws(StoreError) -> [GradientEvidence] {
    try reading { db in try GradientEvidence.read(db, run, key: try Self.key(db, run)) }
  }
}

extension GradientEvidence.Layer {
  fileprivate func insert(_ db: Database, check: Int) throws {
    let row = try PreparedStatement(
      db,
      """
      INSERT INTO gradient_check_layer
        (gradient_check, layer, parameters, checked, compared, kinks, largest_error)
      VALUES (?, ?, ?, ?, ?, ?, ?)
      """
    )
    for (index, number) in [check, layer, parameters, checked, compared, kinks].enumerated() {
      row.bind(index + 1, number)
    }
    row.bind(7, largestError)
    try row.run()
  }

  fileprivate static func read(_ db: Database, check: Int) throws -> [Self] {
    let row = try PreparedStatement(
      db,
      """
      SELECT layer, parameters, checked, compared, kinks, largest_error
      FROM gradient_check_layer WHERE gradient_check = ? ORDER BY layer
      """
    )
    defer { row.reset() }
    row.bind(1, check)
    var layers: [Self] = []
    while try row.step() {
      layers.append(
        Self(
          layer: try row.integer(0),
          parameters: try row.integer(1),
          checked: try row.integer(2),
          compared: try row.integer(3),
          kinks: try row.integer(4),
          largestError: try row.optionalReal(5)
        )
      )
    }
    return layers
  }
}

extension GradientEvidence {
  fileprivate func insert(_ db: Database, _ run: RunID, key: Int) throws {
    let row = try PreparedStatement(
      db,
      """
      INSERT INTO gradient_check
        (run, epoch, checked_at, environment, examples, tolerance, passed, digest)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?) RETURNING id
      """
    )
    row.bind(1, key)
    row.bind(2, epoch)
    row.bind(3, time)
    row.bind(4, try environment.register(db))
    row.bind(5, examples)
    row.bind(6, tolerance)
    row.bind(7, "\(passed)")
    row.bind(8, digest(of: run))
    _ = try row.step()
    let check = try row.integer(0)
    row.reset()
    for layer in layers { try layer.insert(db, check: check) }
  }

  /// Adds it to a run unless the run has the same.
  func insertIfMissing(_ db: Database, _ run: RunID, key: Int) throws {
    let isKnown = try Self.read(db, run, key: key).contains(self)
    if !isKnown { try insert(db, run, key: key) }
  }

  /// Reads a run's checks and compares them with their digests.
  static func read(_ db: Database, _ run: RunID, key: Int) throws -> [GradientEvidence] {
    let row = try PreparedStatement(
      db,
      """
      SELECT id, epoch, checked_at, environment, examples, tolerance, passed, digest
      FROM gradient_check WHERE run = ? ORDER BY checked_at, digest
      """
    )
    defer { row.reset() }
    row.bind(1, key)
    var found: [GradientEvidence] = []
    while try row.step() {
      guard let environment = try Environment(db, key: try row.integer(3)) else {
        throw DatabaseError.damaged("the environments of a gradient check")
      }
      var evidence = GradientEvidence(
        epoch: try row.count(1),
        examples: try row.integer(4),
        tolerance: try row.real(5),
        passed: try row.text(6) == "true",
        layers: try Layer.read(db, check: try row.integer(0)),
        environment: environment
      )
      evidence.time = try row.moment(2)
      guard try row.blob(7) == evidence.digest(of: run) else {
        throw DatabaseError.damaged("the numbers of a gradient check")
      }
      found.append(evidence)
    }
    return found
  }
}
