/// A data set: inputs as compact values, targets, and what is known of them.
public struct Dataset: Sendable {
  /// What the inputs are; decides how they are scaled unless asked otherwise.
  public enum Kind: String, Sendable, Codable {
    case image, table, generator
  }

  /// What a network is asked to predict.
  public enum Task: String, CaseIterable, Sendable {
    /// One of K classes, with one output each.
    case classification
    /// Numbers.
    case regression
  }

  /// What is to be predicted.
  public enum Targets: Sendable, Equatable {
    /// The index of each example's class.
    case classes([Int32])
    /// `width` numbers per example, rows after each other.
    case values([Double], width: Int)

    /// The number of examples.
    public var count: Int {
      switch self {
      case .classes(let indices): indices.count
      case .values(let values, let width): values.count / width
      }
    }
  }

  /// Inputs and targets, example by example.
  public struct Part: Sendable, Equatable {
    /// One row of features per example.
    public let inputs: FeatureMatrix
    /// One target per example.
    public let targets: Targets

    /// The number of examples.
    public var count: Int { inputs.rows }
  }

  /// The name or path it was asked for by.
  public let name: String
  /// What the inputs are.
  public let kind: Kind
  /// The shape of one example: `[28, 28]`, or `[4]`.
  public let shape: [Int]
  /// Names of the features; empty for images.
  public let featureNames: [String]
  /// The name of the target, where it has one.
  public let targetName: String?
  /// The largest value of the inputs' format: 255 for bytes, 16 for digits; nil for numbers.
  public let maximum: Double?
  /// What is predicted.
  public let task: Task
  /// The classes' values, in order; empty for regression.
  ///
  /// Numbers are ordered as numbers, texts by Unicode scalars.
  public let classes: [String]
  /// What people call the classes; the same as ``classes`` unless the data set says more.
  public let classNames: [String]
  /// The examples to learn from.
  public let training: Part
  /// The data set's own examples to test with.
  public let test: Part?
  /// Rows that were left out because a value was missing.
  public let droppedRows: Int
  /// Who made it; the path for files.
  public let source: String
  /// Under which terms, where they are known.
  public let licence: String?
  /// SHA-256 of the parsed content.
  public let digest: SHA256.Digest
  /// The files parsed once more, for inputs that were kept and are damaged; nil where none can be.
  private let reparsing: Reparsing?

  /// The number of inputs of a network.
  public var featureCount: Int { training.inputs.columns }

  /// The number of outputs of a network.
  public var outputCount: Int {
    if case .values(_, let width) = training.targets { width } else { classes.count }
  }

  /// The name of a feature; a pixel's is its row and column.
  public func featureName(_ index: Int) -> String {
    guard !featureNames.isEmpty else { return "pixel \(position(index))" }
    return featureNames[index]
  }

  private func position(_ index: Int) -> [Int] {
    var rest = index
    return shape.reversed().map { size in
      defer { rest /= size }
      return rest % size
    }.reversed()
  }

  /// Decides what is predicted and by which classes.
  ///
  /// - Throws: ``DataError/unusable(option:value:_:)`` when the task does not fit the target.
  init(
    _ data: ParsedData,
    name: String,
    entry: DataCatalogue.Entry?,
    digest: SHA256.Digest,
    task: Task?,
    limits: DataLimits,
    reparsing: Reparsing? = nil
  ) throws(DataError) {
    let resolved = try ResolvedTargets(
      training: data.training.target,
      test: data.test?.target,
      task: task,
      limits: limits
    )
    self.name = name
    (kind, shape, featureNames) = (data.kind, data.shape, data.featureNames)
    (targetName, maximum, droppedRows) = (data.targetName, data.maximum, data.droppedRows)
    (self.task, classes) = (resolved.task, resolved.classes)
    let known = entry?.classNames ?? []
    classNames = known.count == resolved.classes.count ? known : resolved.classes
    training = Part(inputs: data.training.inputs, targets: resolved.training)
    test = data.test.flatMap { part in
      resolved.test.map { Part(inputs: part.inputs, targets: $0) }
    }
    source = entry?.source ?? name
    licence = entry?.licence
    self.digest = digest
    self.reparsing = reparsing
  }

  /// Looks whether kept inputs are as they were parsed, and parses the files once more where not.
  ///
  /// - Parameters:
  ///   - rows: The examples of the training part that are needed.
  ///   - needsTest: Whether those of the test part are.
  /// - Returns: The same data set, or one with inputs that are not damaged.
  /// - Throws: What reading the files throws; `changed` when they are no longer what they were.
  func sound(_ rows: Range<Int>, needsTest: Bool) throws(DataError) -> Dataset {
    let isTestSound = !needsTest || test.map { $0.inputs.isSound(0..<$0.count) } ?? true
    if isTestSound, training.inputs.isSound(rows) { return self }
    guard let again = try reparsing?.dataset(), again.digest == digest else {
      throw .malformed(file: name, nil, .changed)
    }
    return again
  }
}
