/// Why a run cannot be trained though its definition makes sense.
public enum TrainingError: Error, Sendable, Equatable, CustomStringConvertible {
  /// Weights that were recorded or given are of another network.
  case weightsDoNotFit(expected: [Int], found: [Int])
  /// The optimizer's recorded memory is of another optimizer.
  case stateDoesNotFit
  /// A file of first weights lacks an array, or has one of another shape.
  case badWeights(file: String, array: String, expected: [Int], found: [Int]?)
  /// A file of first weights holds a number that is not finite.
  case notFinite(file: String, array: String)

  /// One line: what failed, where, and the remedy.
  public var description: String {
    switch self {
    case .weightsDoNotFit(let expected, let found):
      "the weights are of a network of \(found), not of \(expected)"
    case .stateDoesNotFit: "the optimizer's recorded memory is of another optimizer"
    case .badWeights(let file, let array, let expected, let found?):
      "\(file): array '\(array)' has the shape \(found), the network needs \(expected)"
    case .badWeights(let file, let array, let expected, nil):
      "\(file): no array '\(array)'; the network needs one of the shape \(expected)"
    case .notFinite(let file, let array):
      "\(file): array '\(array)' holds a number that is not finite"
    }
  }
}
