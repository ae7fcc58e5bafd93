import NeuralNetwork

/// Which examples are trained on and which are held out.
public enum Validation: Sendable, Hashable {
  /// ⌊share · n⌋ examples; 0 < share < 1.
  case share(Double)
  /// A number of examples; 0 for none.
  case count(Int)
  /// The data set's own test part.
  case test
}

/// The examples of a training set, split in two.
///
/// With v examples to hold out of n, the order of the draw is this: the positions 0 … n − 1 stand in
/// a row; for i = 0 … v − 1 a number j in i … n − 1 is drawn from SplitMix64 seeded with the split
/// seed, and positions i and j change places (Fisher and Yates). The first v are held out. Both parts
/// keep the file's order.
struct TrainingSplit: Equatable {
  /// Positions to train on, ascending.
  let training: Rows
  /// Positions held out, ascending.
  let validation: Rows

  /// Positions in a data set: a range from the first, or some of it.
  enum Rows: Equatable, Sendable {
    case first(Int)
    case some([Int])

    var count: Int {
      switch self {
      case .first(let count): count
      case .some(let positions): positions.count
      }
    }

    subscript(index: Int) -> Int {
      switch self {
      case .first: index
      case .some(let positions): positions[index]
      }
    }
  }

  /// Splits the first `count` examples.
  init(count: Int, heldOut: Int, seed: UInt64) {
    guard heldOut > 0 else {
      (training, validation) = (.first(count), .first(0))
      return
    }
    var random = SplitMix64(seed: seed)
    var positions = Array(0..<count)
    for i in 0..<heldOut { positions.swapAt(i, i + random.below(count - i)) }
    training = .some(positions[heldOut...].sorted())
    validation = .some(positions[..<heldOut].sorted())
  }
}
