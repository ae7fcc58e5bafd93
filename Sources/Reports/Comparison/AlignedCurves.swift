/// What curves of different runs are laid over each other by.
public enum CurveAxis: String, CaseIterable, Sendable {
  /// The epoch's number.
  case epoch
  /// Seconds of training up to the epoch's end.
  case seconds
  /// Examples trained on up to the epoch's end.
  case examples
}

/// A metric over the epochs of one run.
public struct Curve: Sendable, Equatable {
  /// One recorded epoch.
  public struct Point: Sendable, Equatable {
    /// The epoch's number.
    public var epoch: Int
    /// Seconds that this epoch took.
    public var seconds: Double
    /// Examples that this epoch trained on.
    public var examples: Int
    /// The metric; NaN where it was not a number, nil where it was not measured.
    public var value: Double?

    /// Creates a point.
    public init(epoch: Int, seconds: Double, examples: Int, value: Double?) {
      self.epoch = epoch
      self.seconds = seconds
      self.examples = examples
      self.value = value
    }
  }

  /// The epochs in order.
  public var points: [Point]

  /// Creates a curve from its epochs, in order.
  public init(_ points: [Point]) { self.points = points }

  /// Where each point stands on an axis; seconds and examples add up over the epochs.
  func positions(on axis: CurveAxis) -> [Double] {
    var total = 0.0
    return points.map { point in
      switch axis {
      case .epoch: return Double(point.epoch)
      case .seconds: total += point.seconds
      case .examples: total += Double(point.examples)
      }
      return total
    }
  }
}

/// Curves of several runs over one axis.
public struct AlignedCurves: Sendable, Equatable {
  /// What they are laid over each other by.
  public let axis: CurveAxis
  /// The positions, rising.
  public let positions: [Double]
  /// For each position the value of each run; nil where the run has none.
  public let values: [[Double?]]

  /// Lays curves over each other at every position where one has a point.
  ///
  /// By epoch a run has a value where it recorded that epoch. By seconds or examples it has the
  /// value of its last epoch ended by then, from its first epoch until its last; nothing is
  /// interpolated.
  public init(_ curves: [Curve], by axis: CurveAxis) {
    let own = curves.map { $0.positions(on: axis) }
    let positions = Set(own.joined()).sorted()
    self.init(curves, own: own, axis: axis, at: positions)
  }

  /// Lays curves over each other at `count` ≥ 2 evenly spaced positions from the first point of
  /// all to the last, for histories too long to read; epochs are rounded to whole ones.
  public init(_ curves: [Curve], by axis: CurveAxis, count: Int) {
    let own = curves.map { $0.positions(on: axis) }
    let all = Set(own.joined()).sorted()
    guard let first = all.first, let last = all.last, all.count > count, count > 1 else {
      self.init(curves, own: own, axis: axis, at: all)
      return
    }
    let step = (last - first) / Double(count - 1)
    let even = (0..<count).map { $0 == count - 1 ? last : first + Double($0) * step }
    let positions = axis == .seconds ? even : even.map { $0.rounded() }
    self.init(curves, own: own, axis: axis, at: positions)
  }

  private init(_ curves: [Curve], own: [[Double]], axis: CurveAxis, at positions: [Double]) {
    self.axis = axis
    self.positions = positions
    let columns = zip(curves, own).map { curve, own in
      Self.values(of: curve, at: own, on: positions, exactly: axis == .epoch)
    }
    values = positions.indices.map { row in columns.map { $0[row] } }
  }

  private static func values(
    of curve: Curve,
    at own: [Double],
    on positions: [Double],
    exactly: Bool
  ) -> [Double?] {
    var next = 0
    return positions.map { position in
      while next < own.count, own[next] <= position { next += 1 }
      guard next > 0, let last = own.last, position <= last else { return nil }
      return exactly && own[next - 1] != position ? nil : curve.points[next - 1].value
    }
  }

  /// The columns of the curves as a table: the axis, then a column for each run.
  public func columns(runs: [String]) -> [Column] {
    [Column(axis.rawValue, .number, rank: 1)] + runs.map { Column($0, .number) }
  }

  /// The rows for ``columns(runs:)``.
  public var rows: [[Field]] {
    zip(positions, values).map { position, values in
      [axis == .seconds ? .real(position) : Field(Int(exactly: position))]
        + values.map { Field($0) }
    }
  }
}
