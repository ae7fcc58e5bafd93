import Kernels

@testable import NeuralNetwork

extension NetworkParameters {
  /// w^l row by row.
  func weights(of l: Int) -> [Scalar] {
    let count = sizes[l - 2] * sizes[l - 1]
    return Array(unsafeUninitializedCapacity: count) { rows, written in
      written = count
      if let first = rows.baseAddress { copyWeights(of: l, to: first) }
    }
  }

  /// b^l.
  func biases(of l: Int) -> [Scalar] {
    let count = sizes[l - 1]
    return Array(unsafeUninitializedCapacity: count) { numbers, written in
      written = count
      if let first = numbers.baseAddress { copyBiases(of: l, to: first) }
    }
  }
}
