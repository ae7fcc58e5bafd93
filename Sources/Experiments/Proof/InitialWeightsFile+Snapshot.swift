import FoundationEssentials

extension InitialWeightsFile {
  /// Takes recorded weights for first weights, as if they had been exported to a file and read back.
  ///
  /// `label` is words for where they come from, in place of a path.
  public init(_ snapshot: WeightsSnapshot, label: String) {
    var arrays: [String: NumericArray] = [:]
    for (name, array) in snapshot.arrays { arrays[name] = array }
    self.init(path: label, arrays: arrays)
  }

  /// The arrays `w2`, `b2`, `w3`, … as recorded weights; nil where they make no network.
  ///
  /// The numbers are the file's own, so that ``digest`` stays the same.
  public var snapshot: WeightsSnapshot? {
    var chain: [NumericArray] = []
    for l in 2... {
      guard let w = arrays["w\(l)"], let b = arrays["b\(l)"] else { break }
      chain += [w, b]
    }
    guard let sizes = Self.sizes(of: chain) else { return nil }
    let isSingle = chain.allSatisfy { $0.element == .float32 }
    let bytes = chain.map { isSingle ? Self.bytes($0.floats) : Self.bytes($0.doubles) }
    return WeightsSnapshot(
      sizes: sizes,
      precision: isSingle ? .single : .double,
      layers: stride(from: 0, to: bytes.count, by: 2).map {
        WeightsSnapshot.Layer(weights: bytes[$0], biases: bytes[$0 + 1])
      }
    )
  }

  private static func sizes(of chain: [NumericArray]) -> [Int]? {
    guard let first = chain.first, first.shape.count == 2 else { return nil }
    var sizes = [first.shape[1]]
    for index in stride(from: 0, to: chain.count, by: 2) {
      let (w, b) = (chain[index].shape, chain[index + 1].shape)
      guard w.count == 2, w[0] > 0, w[1] == sizes.last, b == [w[0]] else { return nil }
      sizes.append(w[0])
    }
    return sizes
  }

  private static func bytes<Number: BinaryFloatingPoint>(_ numbers: [Number]) -> [UInt8] {
    numbers.withUnsafeBytes { Array($0) }
  }
}

extension WeightsSnapshot {
  /// The arrays w2, b2, w3, … in the run's precision, w^l as n_l × n_(l−1).
  public var arrays: [(name: String, array: NumericArray)] {
    let element: NumericArray.Element = precision == .single ? .float32 : .float64
    return layers.enumerated().flatMap { index, layer in
      let (inputs, neurons) = (sizes[index], sizes[index + 1])
      let arrays = [
        ("w", [neurons, inputs], layer.weights), ("b", [neurons], layer.biases),
      ]
      return arrays.compactMap { name, shape, bytes in
        NumericArray(shape: shape, element: element, bytes: Data(bytes))
          .map { ("\(name)\(index + 2)", $0) }
      }
    }
  }
}
