/// One metric of several runs against the first of them.
public struct MetricDifference: Sendable, Equatable {
  /// The metric.
  public var metric: String
  /// Its value in each run; empty where it was not measured.
  public var values: [Field]

  /// Creates the comparison of a metric.
  public init(metric: String, values: [Field]) {
    self.metric = metric
    self.values = values
  }

  /// Each value minus the first run's, of the same type; empty where either is no number.
  public var deltas: [Field] {
    values.map { value in
      switch (values.first, value) {
      case (.integer(let first), .integer(let other)):
        let (delta, overflow) = other.subtractingReportingOverflow(first)
        return overflow ? .real(Double(other) - Double(first)) : .integer(delta)
      default:
        guard let first = values.first?.number, let other = value.number else { return .empty }
        return .real(first == other ? 0 : other - first)
      }
    }
  }

  /// Value / the first run's; empty where either is no number or the first is 0.
  public var ratios: [Field] {
    values.map { value in
      guard let first = values.first?.number, first != 0, let other = value.number else {
        return .empty
      }
      return .real(first == other ? 1 : other / first)
    }
  }
}
