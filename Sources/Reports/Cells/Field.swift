public import Experiments

/// One cell of a table: a typed value, or nothing where nothing was measured.
public enum Field: Sendable, Hashable {
  /// Not measured; never 0.
  case empty
  /// A whole number.
  case integer(Int)
  /// Any other number, exactly, NaN and ±∞ included.
  case real(Double)
  /// true or false.
  case boolean(Bool)
  /// Words.
  case text(String)
  /// A list of whole numbers; reads `[64, 32]` in every format.
  case list([Int])
  /// A mean with its standard deviation, for tables read by people.
  indirect case estimate(Estimate)
}

extension Field {
  /// Creates a cell from the value of a definition's key; empty where the key is not read.
  public init(_ value: SettingValue?) {
    switch value {
    case .none: self = .empty
    case .integer(let number): self = .integer(number)
    case .real(let number): self = .real(number)
    case .boolean(let flag): self = .boolean(flag)
    case .text(let words): self = .text(words)
    case .list(let numbers): self = .list(numbers)
    }
  }

  /// Creates a cell from a number; empty for nil.
  public init(_ value: Double?) { self = value.map(Field.real) ?? .empty }

  /// Creates a cell from a whole number; empty for nil.
  public init(_ value: Int?) { self = value.map(Field.integer) ?? .empty }

  /// Creates a cell from words; empty for nil.
  public init(_ value: String?) { self = value.map(Field.text) ?? .empty }

  /// The number in the cell; nil where there is none.
  public var number: Double? {
    switch self {
    case .integer(let value): Double(value)
    case .real(let value): value
    case .estimate(let value): value.mean
    case .empty, .boolean, .text, .list: nil
    }
  }

  /// Tells whether two cells hold the same value: NaN is NaN, and 3 is 3.0.
  public static func == (left: Field, right: Field) -> Bool {
    switch (left, right) {
    case (.empty, .empty): true
    case (.integer(let a), .integer(let b)): a == b
    case (.real(let a), .real(let b)): a == b || a.isNaN && b.isNaN
    case (.integer(let a), .real(let b)), (.real(let b), .integer(let a)): Int(exactly: b) == a
    case (.boolean(let a), .boolean(let b)): a == b
    case (.text(let a), .text(let b)): a == b
    case (.list(let a), .list(let b)): a == b
    case (.estimate(let a), .estimate(let b)): a == b
    default: false
    }
  }

  /// Feeds the value to the hasher, numbers by value and every NaN alike.
  public func hash(into hasher: inout Hasher) {
    switch self {
    case .empty: hasher.combine(0)
    case .integer(let value): hasher.combine(value)
    case .real(let value): Self.hash(value, into: &hasher)
    case .boolean(let value): hasher.combine(value)
    case .text(let value): hasher.combine(value)
    case .list(let value): hasher.combine(value)
    case .estimate(let value): Self.hash(value.mean, into: &hasher)
    }
  }

  private static func hash(_ value: Double, into hasher: inout Hasher) {
    if let whole = Int(exactly: value) {
      hasher.combine(whole)
    } else {
      hasher.combine(value.isNaN ? Double.nan.bitPattern : value.bitPattern)
    }
  }
}

/// A mean with the standard deviation it was found with, as papers print group results.
public struct Estimate: Sendable, Equatable {
  /// The mean.
  public var mean: Double
  /// The standard deviation; nil for a single value.
  public var deviation: Double?
  /// Whether the table sets it in bold as the best of its column.
  public var isBest: Bool

  /// Creates an estimate.
  public init(mean: Double, deviation: Double?, isBest: Bool = false) {
    self.mean = mean
    self.deviation = deviation
    self.isBest = isBest
  }

  /// The mean and the deviation as decimals of the same place: two digits of the deviation.
  ///
  /// 0.971234 ± 0.003142 reads 0.9712 and 0.0031. The deviation is nil where there is none.
  public var rounded: (mean: String, deviation: String?) {
    guard let deviation, deviation.isFinite, mean.isFinite, deviation > 0 else {
      return (DecimalDigits.significant(mean), deviation.map { DecimalDigits.significant($0) })
    }
    var digits = DecimalDigits(deviation)
    digits.keep(2)
    let decimals = 2 - digits.exponent
    guard (0...12).contains(decimals) else {
      return (DecimalDigits.significant(mean), DecimalDigits.significant(deviation, digits: 2))
    }
    return (
      DecimalDigits(mean).fixed(decimals: decimals),
      DecimalDigits(deviation).fixed(decimals: decimals)
    )
  }
}
