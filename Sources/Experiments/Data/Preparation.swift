import FoundationEssentials
import Kernels
import NeuralNetwork

/// Converts examples: text became Double when it was read; here it is scaled in Double and rounded
/// once.
struct Preparation<Scalar: KernelScalar> {
  let dataset: Dataset
  let scaling: FeatureScaling

  /// Converts some examples of a part.
  ///
  /// - Throws: ``DataError/unusable(option:value:_:)`` when a value is too large for the precision.
  @specialized(where Scalar == Float)
  @specialized(where Scalar == Double)
  func examples(
    _ part: Dataset.Part,
    _ rows: TrainingSplit.Rows
  ) throws(DataError) -> Examples<Scalar> {
    let inputs =
      part.inputs.element == .byte && scaling.offsets.count <= 1
      ? tabulated(part.inputs, rows) : try converted(part.inputs, rows)
    let width = dataset.outputCount
    var labels: AlignedBuffer<Int32>?
    if case .classes(let indices) = part.targets {
      labels = AlignedBuffer((0..<rows.count).map { indices[rows[$0]] })
    }
    return Examples(
      count: rows.count,
      inputCount: inputs.count / max(rows.count, 1),
      inputs: inputs,
      targetCount: width,
      targets: try targets(part.targets, rows, Examples<Scalar>.targetStride(for: width)),
      labels: labels
    )
  }

  /// Bytes under one scale for all: 256 results, looked up.
  private func tabulated(
    _ inputs: FeatureMatrix,
    _ rows: TrainingSplit.Rows
  ) -> AlignedBuffer<Scalar> {
    let divisor = scaling.divisors.first ?? 1
    let table = (0..<256).map { Scalar(Double($0) / divisor) }
    let columns = inputs.columns
    let result = AlignedBuffer<Scalar>(count: rows.count * columns)
    // Most of the time goes into getting memory from the system.
    Pieces.concurrently(rows.count) { examples in
      inputs.bytes.withUnsafeBytes { bytes in
        table.withUnsafeBufferPointer { table in
          for index in examples {
            let (from, to) = (rows[index] * columns, index * columns)
            for column in 0..<columns {
              result.pointer[to &+ column] = table[Int(bytes[from &+ column])]
            }
          }
        }
      }
    }
    return result
  }

  private func converted(
    _ inputs: FeatureMatrix,
    _ rows: TrainingSplit.Rows
  ) throws(DataError) -> AlignedBuffer<Scalar> {
    let columns = inputs.columns
    var overflowing: Int?
    let result = AlignedBuffer<Scalar>(count: rows.count * columns) { result in
      var position = 0
      inputs.forEachRow(rows) { row in
        for column in 0..<columns {
          let x = scaling.offsets.isEmpty ? row[column] : scaled(row[column], column)
          let rounded = Scalar(x)
          if !rounded.isFinite { overflowing = column }
          result[position] = rounded
          position &+= 1
        }
      }
    }
    if let overflowing {
      throw .unusable(
        option: "scale",
        value: scaling.scale.rawValue,
        .overflows(feature: dataset.featureName(overflowing))
      )
    }
    return result
  }

  @inline(__always)
  private func scaled(_ x: Double, _ column: Int) -> Double {
    let index = scaling.offsets.count == 1 ? 0 : column
    let divisor = scaling.divisors[index]
    return divisor == .infinity ? 0 : (x - scaling.offsets[index]) / divisor
  }

  private func targets(
    _ targets: Dataset.Targets,
    _ rows: TrainingSplit.Rows,
    _ stride: Int
  ) throws(DataError) -> AlignedBuffer<Scalar> {
    guard let count = Int.product(of: [rows.count, stride]), count < 1 << 33 else {
      throw .unusable(
        option: "task",
        value: dataset.task.rawValue,
        .outOfRange("too many outputs")
      )
    }
    var overflows = false
    let result = AlignedBuffer<Scalar>(count: count) { result in
      for index in 0..<rows.count {
        switch targets {
        case .classes(let indices): result[index * stride + Int(indices[rows[index]])] = 1
        case .values(let values, let width):
          for output in 0..<width {
            let rounded = Scalar(values[rows[index] * width + output])
            overflows = overflows || !rounded.isFinite
            result[index * stride + output] = rounded
          }
        }
      }
    }
    guard !overflows else {
      throw .unusable(
        option: "precision",
        value: "\(Scalar.self)",
        .overflows(feature: dataset.targetName ?? "target")
      )
    }
    return result
  }
}
