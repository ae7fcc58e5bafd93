import FoundationEssentials

/// How inputs are scaled.
public enum InputScale: String, CaseIterable, Sendable {
  /// x / the largest value of the format; where the format has none, (x − min) / (max − min) of
  /// each feature over the training set.
  case unit
  /// (x − mean) / deviation of each feature over the training set.
  case standard
  /// As they are; no case `none`, which an optional would swallow.
  case unscaled = "none"
}

/// What is done to each feature: (x − offset) / divisor, in Double.
///
/// A feature that is constant over the training set becomes 0 everywhere.
public struct FeatureScaling: Sendable, Equatable {
  /// How the numbers below were found.
  public let scale: InputScale
  /// Per feature; one for all where the format's largest value decides; none where nothing is done.
  public let offsets: [Double]
  /// Per feature, as `offsets`; infinity for a constant feature.
  public let divisors: [Double]

  /// Finds offsets and divisors over the rows to train on.
  ///
  /// Sums are formed in Double over the rows in order: the mean first, then the squares of the
  /// differences from it; the deviation is the population's.
  init(_ scale: InputScale, _ inputs: FeatureMatrix, _ rows: TrainingSplit.Rows, maximum: Double?) {
    self.scale = scale
    switch (scale, maximum) {
    case (.unscaled, _):
      (offsets, divisors) = ([], [])
    case (.unit, let maximum?):
      (offsets, divisors) = ([0], [maximum])
    case (.unit, nil):
      let range = ColumnRange(inputs, rows)
      offsets = range.minima
      divisors = zip(range.minima, range.maxima).map { $1 > $0 ? $1 - $0 : .infinity }
    case (.standard, _):
      let range = ColumnRange(inputs, rows)
      let means = Self.means(inputs, rows)
      let deviations = Self.deviations(inputs, rows, means)
      offsets = means
      divisors = deviations.indices.map { column in
        range.maxima[column] > range.minima[column] ? deviations[column] : .infinity
      }
    }
  }

  private static func means(_ inputs: FeatureMatrix, _ rows: TrainingSplit.Rows) -> [Double] {
    var sums = [Double](repeating: 0, count: inputs.columns)
    sums.withUnsafeMutableBufferPointer { sums in
      inputs.forEachRow(rows) { row in
        for column in 0..<row.count { sums[column] += row[column] }
      }
    }
    return sums.map { $0 / Double(rows.count) }
  }

  private static func deviations(
    _ inputs: FeatureMatrix,
    _ rows: TrainingSplit.Rows,
    _ means: [Double]
  ) -> [Double] {
    var sums = [Double](repeating: 0, count: inputs.columns)
    sums.withUnsafeMutableBufferPointer { sums in
      inputs.forEachRow(rows) { row in
        for column in 0..<row.count {
          let difference = row[column] - means[column]
          sums[column] += difference * difference
        }
      }
    }
    return sums.map { ($0 / Double(rows.count)).squareRoot() }
  }
}

/// The smallest and the largest value of each column.
struct ColumnRange {
  private(set) var minima: [Double]
  private(set) var maxima: [Double]

  init(_ inputs: FeatureMatrix, _ rows: TrainingSplit.Rows) {
    var minima = [Double](repeating: .infinity, count: inputs.columns)
    var maxima = [Double](repeating: -.infinity, count: inputs.columns)
    minima.withUnsafeMutableBufferPointer { minima in
      maxima.withUnsafeMutableBufferPointer { maxima in
        inputs.forEachRow(rows) { row in
          for column in 0..<row.count {
            let x = row[column]
            minima[column] = x < minima[column] ? x : minima[column]
            maxima[column] = x > maxima[column] ? x : maxima[column]
          }
        }
      }
    }
    (self.minima, self.maxima) = (minima, maxima)
  }
}

extension FeatureMatrix {
  /// Visits rows in order; the pointer holds one row in Double until the closure returns.
  func forEachRow(_ rows: TrainingSplit.Rows, _ visit: (UnsafeBufferPointer<Double>) -> Void) {
    bytes.withUnsafeBytes { bytes in
      withUnsafeTemporaryAllocation(of: Double.self, capacity: columns) { row in
        for index in 0..<rows.count {
          let start = rows[index] * columns
          if element == .byte {
            for column in 0..<columns { row[column] = Double(bytes[start &+ column]) }
          } else {
            for column in 0..<columns { row[column] = bytes.real(at: start &+ column) }
          }
          visit(UnsafeBufferPointer(row))
        }
      }
    }
  }
}
