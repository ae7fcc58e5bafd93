import Experiments
import Reports

extension WeightsSnapshot {
  /// The columns of ``forEachRow(run:epoch:_:)``.
  static let columns = [
    Column("run", .identifier), Column("epoch", .number), Column("layer", .number),
    Column("j", .number), Column("k", .number), Column("value", .number),
  ]

  /// Goes through all parameters by layer l, neuron j from 1, and k: 0 is the bias b^l_j, k ≥ 1 is
  /// w^l_jk.
  ///
  /// A number of single precision is written with the digits of the same number in double
  /// precision, so that it is the same bits to whoever reads it in either.
  func forEachRow(run: RunID, epoch: Int, _ body: ([Field]) throws -> Void) throws {
    let run = Field.text(run.description)
    for (index, layer) in layers.enumerated() {
      let (inputs, neurons) = (sizes[index], sizes[index + 1])
      let weights = precision.numbers(layer.weights)
      let biases = precision.numbers(layer.biases)
      for j in 0..<neurons {
        let head = [run, .integer(epoch), .integer(index + 2), .integer(j + 1)]
        try body(head + [.integer(0), .real(biases[j])])
        for k in 0..<inputs {
          try body(head + [.integer(k + 1), .real(weights[j * inputs + k])])
        }
      }
    }
  }
}

extension Precision {
  /// The numbers in little-endian bytes of this precision.
  fileprivate func numbers(_ bytes: [UInt8]) -> [Double] {
    bytes.withUnsafeBytes { raw in
      stride(from: 0, to: raw.count, by: byteCount).map { offset in
        switch self {
        case .single:
          let bits = raw.loadUnaligned(fromByteOffset: offset, as: UInt32.self)
          return Double(Float(bitPattern: UInt32(littleEndian: bits)))
        case .double:
          let bits = raw.loadUnaligned(fromByteOffset: offset, as: UInt64.self)
          return Double(bitPattern: UInt64(littleEndian: bits))
        }
      }
    }
  }
}
