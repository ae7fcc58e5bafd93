/// Which epochs' weights are kept; the last epoch's always are, so that a run can go on.
public enum WeightsPolicy: Sendable, Hashable {
  /// Every epoch's.
  case every
  /// Those of each n-th epoch, n ≥ 1, and of epoch 0.
  case everyNth(Int)
  /// Those of the epoch of the lowest validation cost, else training cost.
  case best
  /// The last epoch's.
  case last
  /// None but what resuming needs.
  case none

  /// What is allowed, as help says it.
  public static let allowed = "every, a whole number of at least 1, best, last or none"

  /// Reads `every`, `best`, `last`, `none` or a number of epochs.
  ///
  /// - Throws: `badValue` for anything else.
  public init(_ text: String) throws(DefinitionError) {
    switch text {
    case "every": self = .every
    case "best": self = .best
    case "last": self = .last
    case "none": self = .none
    default:
      guard let n = DecimalText.integer(text), n >= 1 else {
        throw DefinitionError(
          .badValue(key: "weights", value: text, allowed: Self.allowed, nearest: nil)
        )
      }
      self = n == 1 ? .every : .everyNth(n)
    }
  }

  /// How long an epoch's weights are kept; `isBest` says whether no cost before was as low.
  public func retention(epoch: Int, isBest: Bool) -> WeightsRetention {
    switch self {
    case .every: .always
    case .everyNth(let n): epoch.isMultiple(of: n) ? .always : .whileLast
    case .best: isBest ? .whileBest : .whileLast
    case .last, .none: .whileLast
    }
  }

  /// How many epochs' weights a run of `epochs` epochs holds at its end, epoch 0 and the last one
  /// included.
  public func snapshots(epochs: Int) -> Int {
    switch self {
    case .every: epochs + 1
    case .everyNth(let n): epochs / n + 1 + (epochs.isMultiple(of: n) ? 0 : 1)
    case .best: epochs == 0 ? 1 : 2
    case .last, .none: 1
    }
  }
}

extension WeightsPolicy: CustomStringConvertible {
  /// The policy as it is given.
  public var description: String {
    switch self {
    case .every: "every"
    case .everyNth(let n): String(n)
    case .best: "best"
    case .last: "last"
    case .none: "none"
    }
  }
}
