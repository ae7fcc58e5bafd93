/// What a definition has to know of its data set.
public struct DataTraits: Sendable, Equatable {
  /// What the inputs are; decides how they are scaled unless asked otherwise.
  public typealias Kind = Dataset.Kind

  /// What can be predicted.
  public struct Target: Sendable, Equatable {
    /// The column's name, where the data set has columns.
    public var name: String?
    /// K, the number of distinct values, where they can be classes.
    public var classes: Int?
    /// The number of columns to predict in regression; nil for text.
    public var columns: Int?
    /// The least and the greatest number; nil for text.
    public var range: ClosedRange<Double>?
    /// Whether `auto` means classification.
    public var looksLikeClasses: Bool

    /// Creates the description of a target.
    public init(
      name: String? = nil,
      classes: Int?,
      columns: Int?,
      range: ClosedRange<Double>?,
      looksLikeClasses: Bool
    ) {
      self.name = name
      self.classes = classes
      self.columns = columns
      self.range = range
      self.looksLikeClasses = looksLikeClasses
    }
  }

  /// The name or path, and the digest of the content.
  public var source: Definition.Source
  /// What the inputs are.
  public var kind: Kind
  /// The number of examples to train and validate with, test files left out.
  public var examples: Int
  /// Whether the data set has test files of its own.
  public var hasTestFiles: Bool
  /// What is held out unless asked otherwise.
  public var standardValidation: Definition.Validation
  /// n_1, the number of inputs.
  public var inputs: Int
  /// What can be predicted.
  public var target: Target

  /// Creates traits; without a validation of its own a data set holds out its test files, else a
  /// fifth.
  public init(
    source: Definition.Source,
    kind: Kind,
    examples: Int,
    hasTestFiles: Bool,
    inputs: Int,
    target: Target,
    standardValidation: Definition.Validation? = nil
  ) {
    self.source = source
    self.kind = kind
    self.examples = examples
    self.hasTestFiles = hasTestFiles
    self.inputs = inputs
    self.target = target
    self.standardValidation = standardValidation ?? (hasTestFiles ? .test : .share(0.2))
  }

  /// n_L, the number of outputs of a network for a task.
  public func outputs(for task: Definition.Task) -> Int {
    (task == .classification ? target.classes : target.columns) ?? 1
  }
}
