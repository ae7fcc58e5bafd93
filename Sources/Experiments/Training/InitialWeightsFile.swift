public import NeuralNetwork

/// A file of first weights: arrays `w2`, `b2`, `w3`, … in npz or safetensors.
public struct InitialWeightsFile: Sendable {
  /// The path it was read from, or words for where else the weights come from.
  public let path: String
  let arrays: [String: NumericArray]

  /// Reads a file, recognised by its content.
  ///
  /// - Throws: ``DataError``, as any reader does.
  public init(path: String) throws(DataError) {
    self.path = path
    let source = SourceFile.path(path)
    var arrays: [String: NumericArray] = [:]
    if NPZArchive.isZIP(try ByteStream(source, limits: DataLimits()).prefix(4)) {
      let archive = try NPZArchive(source)
      for name in archive.names { arrays[name] = try archive.array(name) }
    } else {
      let file = try SafetensorsFile(source)
      for name in file.names { arrays[name] = file.array(name) }
    }
    self.arrays = arrays
  }

  init(path: String, arrays: [String: NumericArray]) {
    (self.path, self.arrays) = (path, arrays)
  }

  /// SHA-256 over the arrays `w2`, `b2`, `w3`, … in that order: of each its name, a zero byte, its
  /// shape and its numbers as little-endian 64-bit words.
  public var digest: SHA256.Digest {
    var hash = SHA256()
    for l in 2... {
      guard let w = arrays["w\(l)"], let b = arrays["b\(l)"] else { break }
      for (name, array) in [("w\(l)", w), ("b\(l)", b)] {
        hash.update(Array(name.utf8) + [0])
        for size in array.shape { hash.update(UInt64(size)) }
        for number in array.doubles { hash.update(number) }
      }
    }
    return hash.finalized()
  }

  /// The network that the arrays make.
  ///
  /// - Throws: ``TrainingError/badWeights(file:array:expected:found:)`` where an array is missing or
  ///   of another shape, ``TrainingError/notFinite(file:array:)``.
  public func network(
    sizes: [Int],
    activation: Activation,
    outputActivation: OutputActivation
  ) throws(TrainingError) -> Network {
    var w: [Matrix] = []
    var b: [[Double]] = []
    for l in 2...sizes.count {
      let (rows, columns) = (sizes[l - 1], sizes[l - 2])
      w.append(
        Matrix(rows: rows, columns: columns, try numbers("w\(l)", shape: [rows, columns]))
      )
      b.append(try numbers("b\(l)", shape: [rows]))
    }
    return Network(
      w: PerLayer(first: 2, w),
      b: PerLayer(first: 2, b),
      activation: activation,
      outputActivation: outputActivation
    )
  }

  private func numbers(_ name: String, shape: [Int]) throws(TrainingError) -> [Double] {
    guard let array = arrays[name], array.shape == shape else {
      throw .badWeights(file: path, array: name, expected: shape, found: arrays[name]?.shape)
    }
    let numbers = array.doubles
    guard numbers.allSatisfy(\.isFinite) else { throw .notFinite(file: path, array: name) }
    return numbers
  }
}
