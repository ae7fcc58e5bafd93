import Reports

/// How many runs a question about one metric leaves out, and why.
struct OmittedRuns {
  private var nan = 0
  private var infinite = 0
  private var missing = 0

  /// Takes note of a run's value; nil where the metric was not measured.
  mutating func count(_ value: Double?) {
    guard let value else { return missing += 1 }
    if value.isNaN { nan += 1 } else if value.isInfinite { infinite += 1 }
  }

  /// Says how many there are.
  func tell() {
    let parts = [(nan, "nan"), (infinite, "inf"), (missing, "not measured")]
      .filter { $0.0 > 0 }.map { "\($0.0) \($0.1)" }
    guard !parts.isEmpty else { return }
    let count = CountText.of(nan + infinite + missing, "run")
    StandardError.write("left out \(count): \(parts.joined(separator: ", "))\n")
  }
}
