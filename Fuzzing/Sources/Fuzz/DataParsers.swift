import Foundation

@testable import Experiments

/// The readers of data files.
enum DataParsers {
  /// Small, so that what the limits are for is met often.
  private static var limits: DataLimits {
    var limits = DataLimits()
    limits.contentBytes = 1 << 22
    limits.inflateAllowance = 1 << 16
    limits.recordBytes = 1 << 14
    limits.fieldBytes = 1 << 10
    return limits
  }

  private static func file(_ bytes: [UInt8]) -> SourceFile { .bytes(Data(bytes), name: "input") }

  @Sendable static func idx(_ bytes: [UInt8]) {
    _ = try? IDXFile.read(ByteStream(file(bytes), limits: limits)).doubles
  }

  @Sendable static func gzip(_ bytes: [UInt8]) {
    _ = try? ByteStream(file([0x1f, 0x8b] + bytes), limits: limits).take(limits.contentBytes)
  }

  @Sendable static func csv(_ bytes: [UInt8]) {
    let table = CSVTable(target: nil, missing: missing(bytes), limits: limits)
    _ = try? table.read(ByteStream(file(bytes), limits: limits))
  }

  /// Half of the inputs are read in one way, half in the other.
  private static func missing(_ bytes: [UInt8]) -> MissingValues {
    bytes.reduce(0, &+).isMultiple(of: 2) ? .refuse : .drop
  }

  @Sendable static func npy(_ bytes: [UInt8]) {
    _ = try? NPYFile.parse(Data(bytes), file: "input").doubles
  }

  @Sendable static func npz(_ bytes: [UInt8]) {
    guard let archive = try? NPZArchive(file(bytes), limits: limits) else { return }
    for name in archive.names { _ = try? archive.array(name)?.floats }
  }

  @Sendable static func safetensors(_ bytes: [UInt8]) {
    guard let weights = try? SafetensorsFile(file(bytes), limits: limits) else { return }
    for name in weights.names { _ = weights.array(name)?.floats }
  }

  /// From the file's first byte to the numbers that train.
  @Sendable static func dataset(_ bytes: [UInt8]) {
    let reader = DataReader(missing: missing(bytes), limits: limits)
    guard let data = try? reader.file(file(bytes)) else { return }
    for task in [nil, Dataset.Task.classification, .regression] {
      let dataset = try? Dataset(
        data,
        name: "input",
        entry: nil,
        digest: data.digest(),
        task: task,
        limits: limits
      )
      _ = dataset?.traits(label: "input")
      _ = try? dataset?.prepared(as: Float.self)
    }
  }
}
