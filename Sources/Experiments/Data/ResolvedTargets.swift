/// Targets once it is decided whether they are classes or values.
///
/// Unless a task is asked for, texts are classes, and so are whole numbers with at most 20 distinct
/// values; all else is regression.
struct ResolvedTargets {
  /// Most distinct whole numbers that are taken for classes.
  static let mostClasses = 20

  let task: Dataset.Task
  let classes: [String]
  let training: Dataset.Targets
  let test: Dataset.Targets?

  init(
    training: TargetColumn,
    test: TargetColumn?,
    task: Dataset.Task?,
    limits: DataLimits
  ) throws(DataError) {
    switch (training, test) {
    case (.texts(let labels, let indices), _):
      guard task != .regression else { throw Self.refusal(.regression, .textTarget(labels[0])) }
      self.init(classes: labels, training: indices, test: nil)
    case (.numbers(let values, let width), let test):
      let testValues: [Double] =
        if case .numbers(let values, _) = test { values } else { [] }
      let distinct = Distinct(values, testValues, limit: limits.classes)
      let classes = try Self.classes(distinct, width: width, task: task)
      guard let classes else {
        self.init(values: values, test: test == nil ? nil : testValues, width: width)
        return
      }
      let labels = classes.map(Self.label)
      self.init(
        classes: labels,
        training: Self.indices(values, classes),
        test: test == nil ? nil : Self.indices(testValues, classes)
      )
    }
    guard self.task == .regression || classes.count > 1 else {
      throw Self.refusal(.classification, .oneClass(classes.first ?? ""))
    }
  }

  private init(classes: [String], training: [Int32], test: [Int32]?) {
    task = .classification
    self.classes = classes
    self.training = .classes(training)
    self.test = test.map { .classes($0) }
  }

  private init(values: [Double], test: [Double]?, width: Int) {
    task = .regression
    classes = []
    training = .values(values, width: width)
    self.test = test.map { .values($0, width: width) }
  }

  /// The classes in order, or nil for regression.
  private static func classes(
    _ distinct: Distinct,
    width: Int,
    task: Dataset.Task?
  ) throws(DataError) -> [Double]? {
    switch task {
    case .regression: return nil
    case nil:
      guard width == 1, distinct.fraction == nil, let values = distinct.values,
        (2...mostClasses).contains(values.count)
      else { return nil }
      return values
    case .classification:
      guard width == 1 else { throw refusal(.classification, .severalTargets(width)) }
      if let fraction = distinct.fraction {
        throw refusal(.classification, .fractionalTarget(fraction))
      }
      guard let values = distinct.values else {
        throw refusal(
          .classification,
          .tooManyClasses(distinct.limit + 1, limit: distinct.limit)
        )
      }
      return values
    }
  }

  private static func indices(_ values: [Double], _ classes: [Double]) -> [Int32] {
    var small = [Int32](repeating: 0, count: Small.count)
    var others: [Double: Int32] = [:]
    for (rank, value) in zip(Int32(0)..., classes) {
      if Small.contains(value) { small[Int(value)] = rank } else { others[value] = rank }
    }
    return values.map { Small.contains($0) ? small[Int($0)] : others[$0] ?? 0 }
  }

  private static func refusal(
    _ task: Dataset.Task,
    _ refusal: DataError.Refusal
  ) -> DataError {
    .unusable(option: "task", value: task.rawValue, refusal)
  }

  /// A whole number without a point; 2^63 and above stay as they are.
  private static func label(_ value: Double) -> String {
    Int(exactly: value).map { "\($0)" } ?? "\(value)"
  }

  /// Whole numbers that are found by their place, not by a search: most labels of images.
  private enum Small {
    static let count = 256

    static func contains(_ value: Double) -> Bool { value >= 0 && value < Double(count) }
  }

  /// The distinct values of a target, sorted.
  private struct Distinct {
    let limit: Int
    /// The values; nil when there are more than the limit, or one is not whole.
    let values: [Double]?
    /// The first value that is not whole.
    let fraction: Double?

    init(_ training: [Double], _ test: [Double], limit: Int) {
      self.limit = limit
      fraction = Self.fraction(training) ?? Self.fraction(test)
      values = fraction == nil ? Self.distinct(training, test, limit) : nil
    }

    private static func distinct(
      _ training: [Double],
      _ test: [Double],
      _ limit: Int
    ) -> [Double]? {
      var isSeen = [Bool](repeating: false, count: Small.count)
      var others: Set<Double> = []
      for values in [training, test] {
        for value in values where others.count <= limit {
          if Small.contains(value) { isSeen[Int(value)] = true } else { others.insert(value) }
        }
      }
      let all = isSeen.indices.filter { isSeen[$0] }.map(Double.init) + others
      return all.count <= limit ? all.sorted() : nil
    }

    private static func fraction(_ values: [Double]) -> Double? {
      values.first { $0 != $0.rounded(.towardZero) }
    }
  }
}
