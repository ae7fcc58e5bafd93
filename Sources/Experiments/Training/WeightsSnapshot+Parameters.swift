import Kernels
import NeuralNetwork

extension WeightsSnapshot {
  /// The bytes of parameters in memory, every NaN the same one.
  init<Scalar: KernelScalar>(_ parameters: NetworkParameters<Scalar>) {
    let sizes = parameters.sizes
    self.init(
      sizes: sizes,
      precision: MemoryLayout<Scalar>.size == 4 ? .single : .double,
      layers: (2...sizes.count).map { l in
        Layer(
          weights: Self.bytes(of: sizes[l - 2] * sizes[l - 1], as: Scalar.self) {
            parameters.copyWeights(of: l, to: $0)
          },
          biases: Self.bytes(of: sizes[l - 1], as: Scalar.self) {
            parameters.copyBiases(of: l, to: $0)
          }
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

  private static func bytes<Scalar: KernelScalar>(
    of count: Int,
    as _: Scalar.Type,
    writing write: (UnsafeMutablePointer<Scalar>) -> Void
  ) -> [UInt8] {
    let byteCount = count * MemoryLayout<Scalar>.size
    return Array(unsafeUninitializedCapacity: byteCount) { bytes, written in
      written = byteCount
      bytes.withMemoryRebound(to: Scalar.self) { numbers in
        guard let first = numbers.baseAddress else { return }
        write(first)
        for index in 0..<count where first[index].isNaN { first[index] = .nan }
      }
    }
  }

  private static func numbers<Scalar: KernelScalar>(_ bytes: [UInt8]) -> [Scalar] {
    bytes.withUnsafeBytes { bytes in
      (0..<bytes.count / MemoryLayout<Scalar>.size).map {
        bytes.loadUnaligned(fromByteOffset: $0 * MemoryLayout<Scalar>.size, as: Scalar.self)
      }
    }
  }
}
