import Kernels
import NeuralNetwork

extension WeightsSnapshot {
  /// The bytes of parameters in memory, every NaN the same one.
  init<Scalar: KernelScalar>(_ parameters: NetworkParameters<Scalar>) {
    self.init(
      sizes: parameters.sizes,
      precision: MemoryLayout<Scalar>.size == 4 ? .single : .double,
      layers: (2...parameters.sizes.count).map { l in
        Layer(
          weights: Self.bytes(parameters.weights(of: l)),
          biases: Self.bytes(parameters.biases(of: l))
        )
      }
    )
  }

  /// Puts the numbers into parameters of the same sizes and precision.
  func write<Scalar: KernelScalar>(
    to parameters: NetworkParameters<Scalar>
  ) throws(TrainingError) {
    let width = MemoryLayout<Scalar>.size
    guard sizes == parameters.sizes, precision.byteCount == width,
      layers.count == sizes.count - 1
    else { throw .weightsDoNotFit(expected: parameters.sizes, found: sizes) }
    for (l, layer) in zip(2..., layers) {
      let (inputs, outputs) = (sizes[l - 2], sizes[l - 1])
      guard layer.weights.count == inputs * outputs * width, layer.biases.count == outputs * width
      else { throw .weightsDoNotFit(expected: parameters.sizes, found: sizes) }
      parameters.load(
        layer: l,
        weights: Self.numbers(layer.weights),
        biases: Self.numbers(layer.biases)
      )
    }
  }

  private static func bytes<Scalar: KernelScalar>(_ numbers: [Scalar]) -> [UInt8] {
    let isCanonical = numbers.allSatisfy { $0 == $0 }
    let numbers = isCanonical ? numbers : numbers.map { $0.isNaN ? .nan : $0 }
    return numbers.withUnsafeBytes { Array($0) }
  }

  private static func numbers<Scalar: KernelScalar>(_ bytes: [UInt8]) -> [Scalar] {
    bytes.withUnsafeBytes { bytes in
      (0..<bytes.count / MemoryLayout<Scalar>.size).map {
        bytes.loadUnaligned(fromByteOffset: $0 * MemoryLayout<Scalar>.size, as: Scalar.self)
      }
    }
  }
}
