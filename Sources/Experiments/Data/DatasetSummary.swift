/// What `data show` tells of a data set's values.
public struct DatasetSummary: Sendable, Equatable {
  /// A class and how often it is there.
  public struct ClassCount: Sendable, Equatable {
    /// What people call the class.
    public let name: String
    /// Examples in the training part.
    public let training: Int
    /// Examples in the test part.
    public let test: Int
  }

  /// The values of one feature over the training part, or of all pixels of the images.
  public struct Range: Sendable, Equatable {
    /// The feature's name; `all` for images.
    public let name: String
    /// The smallest value.
    public let minimum: Double
    /// The largest value.
    public let maximum: Double
    /// The mean value.
    public let mean: Double
  }

  /// The classes in order; empty for regression.
  public let classes: [ClassCount]
  /// One per feature; a single one for images.
  public let features: [Range]
  /// One per output of a regression; empty for classes.
  public let targets: [Range]

  /// Looks at every value once.
  ///
  /// - Throws: What reading the files throws where their kept form is damaged.
  public init(_ dataset: Dataset) throws(DataError) {
    let dataset = try dataset.sound(0..<dataset.training.count, needsTest: false)
    let rows = TrainingSplit.Rows.first(dataset.training.count)
    let perFeature = Self.ranges(dataset.training.inputs, rows, name: dataset.featureName)
    features = dataset.kind == .image ? [Self.overall(perFeature)] : perFeature
    switch dataset.training.targets {
    case .classes(let indices):
      let training = Self.counts(indices, dataset.classes.count)
      var test = Array(repeating: 0, count: training.count)
      if case .classes(let indices) = dataset.test?.targets {
        test = Self.counts(indices, training.count)
      }
      classes = dataset.classNames.indices.map {
        ClassCount(name: dataset.classNames[$0], training: training[$0], test: test[$0])
      }
      targets = []
    case .values(let values, let width):
      classes = []
      let name = dataset.targetName ?? "target"
      targets = Self.ranges(FeatureMatrix(columns: width, reals: values), rows) {
        width == 1 ? name : "\(name) \($0 + 1)"
      }
    }
  }

  private static func counts(_ indices: [Int32], _ classes: Int) -> [Int] {
    var counts = Array(repeating: 0, count: classes)
    for index in indices { counts[Int(index)] += 1 }
    return counts
  }

  private static func ranges(
    _ values: FeatureMatrix,
    _ rows: TrainingSplit.Rows,
    name: (Int) -> String
  ) -> [Range] {
    let range = ColumnRange(values, rows)
    let means = FeatureScaling(.standard, values, rows, maximum: nil).offsets
    return means.indices.map {
      Range(
        name: name($0),
        minimum: range.minima[$0],
        maximum: range.maxima[$0],
        mean: means[$0]
      )
    }
  }

  private static func overall(_ ranges: [Range]) -> Range {
    Range(
      name: "all",
      minimum: ranges.map(\.minimum).min() ?? 0,
      maximum: ranges.map(\.maximum).max() ?? 0,
      mean: ranges.reduce(0) { $0 + $1.mean } / Double(max(1, ranges.count))
    )
  }
}
