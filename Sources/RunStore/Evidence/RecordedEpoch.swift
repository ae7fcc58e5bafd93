public import Experiments

/// Everything that was recorded of an epoch, to be compared with the same epoch trained again.
public struct RecordedEpoch: Sendable, Equatable {
  /// Its numbers.
  public var record: EpochRecord
  /// The digest of each layer's weights and biases, whether they were kept or not.
  var weightsDigests: [[UInt8]]
  /// The weights as they are stored, digests unseen; nil where they were not kept.
  var weights: [WeightsSnapshot.Layer]?

  /// How many numbers of the epoch and its layers are compared.
  public var numberCount: Int {
    let epoch = record.compared.count { $0 != nil } + 1
    return record.layers.reduce(epoch) { $0 + $1.numbers.count { $0 != nil } }
  }

  /// Whether its weights were kept.
  public var hasWeights: Bool { weights != nil }

  /// The first thing in which the same epoch trained again differs; nil where every bit agrees.
  ///
  /// Numbers are compared as they are recorded: every NaN is the same, and zero has no sign. How
  /// long the epoch took is nobody's concern.
  public func difference(
    from computed: EpochRecord,
    _ snapshot: WeightsSnapshot
  ) -> RecordDifference? {
    numbersDifference(from: computed) ?? layersDifference(from: computed)
      ?? weightsDifference(from: snapshot)
  }

  /// The first weight in which the same epoch trained again differs; nil where every bit agrees.
  public func weightsDifference(from snapshot: WeightsSnapshot) -> RecordDifference? {
    let epoch = record.epoch
    guard snapshot.layers.count == weightsDigests.count else {
      let (recorded, computed) = (weightsDigests.count, snapshot.layers.count)
      return RecordDifference("layers", epoch: epoch, Double(recorded), Double(computed))
    }
    for (index, layer) in snapshot.layers.enumerated() {
      let place = LayerPlace(epoch: epoch, layer: index + 2, precision: snapshot.precision)
      if let kept = weights?[index],
        let difference = place.difference(kept, layer, inputs: snapshot.sizes[index])
      {
        return difference
      }
      let digest = RecordDigest.of(layer)
      guard weightsDigests[index] != digest else { continue }
      return RecordDifference(
        epoch: epoch,
        layer: index + 2,
        name: "weights_digest",
        recorded: weightsDigests[index].hex,
        computed: digest.hex
      )
    }
    return nil
  }

  /// The first thing in which the same epoch of another record differs; nil where every bit agrees.
  func difference(from other: RecordedEpoch) -> RecordDifference? {
    if let difference = numbersDifference(from: other.record)
      ?? layersDifference(from: other.record)
    {
      return difference
    }
    for (index, (old, new)) in zip(weightsDigests, other.weightsDigests).enumerated()
    where old != new {
      return RecordDifference(
        epoch: record.epoch,
        layer: index + 2,
        name: "weights_digest",
        recorded: old.hex,
        computed: new.hex
      )
    }
    return nil
  }

  private func numbersDifference(from computed: EpochRecord) -> RecordDifference? {
    if record.epoch != computed.epoch {
      return RecordDifference(
        "epoch",
        epoch: record.epoch,
        Double(record.epoch),
        Double(computed.epoch)
      )
    }
    let pairs = zip(record.compared, computed.compared)
    for (name, (old, new)) in zip(EpochRecord.numberNames, pairs) where !old.isRecorded(as: new) {
      return RecordDifference(name, epoch: record.epoch, old, new)
    }
    guard record.examples != computed.examples else { return nil }
    let (old, new) = (Double(record.examples), Double(computed.examples))
    return RecordDifference("examples", epoch: record.epoch, old, new)
  }

  private func layersDifference(from computed: EpochRecord) -> RecordDifference? {
    guard record.layers.map(\.layer) == computed.layers.map(\.layer) else {
      let (old, new) = (Double(record.layers.count), Double(computed.layers.count))
      return RecordDifference("layers", epoch: record.epoch, old, new)
    }
    for (old, new) in zip(record.layers, computed.layers) {
      let pairs = zip(old.numbers, new.numbers)
      for (name, (left, right)) in zip(LayerRecord.numberNames, pairs)
      where !left.isRecorded(as: right) {
        return RecordDifference(name, epoch: record.epoch, layer: old.layer, left, right)
      }
    }
    return nil
  }
}

/// Where the weights of a layer stand, to name one of them.
private struct LayerPlace {
  let epoch: Int
  let layer: Int
  let precision: Precision

  /// The first number in which two layers' bytes differ.
  func difference(
    _ old: WeightsSnapshot.Layer,
    _ new: WeightsSnapshot.Layer,
    inputs: Int
  ) -> RecordDifference? {
    if old == new { return nil }
    if let index = Self.firstDifference(old.weights, new.weights, precision) {
      let name = "w^\(layer)_\(index / inputs + 1),\(index % inputs + 1)"
      return named(name, index, old.weights, new.weights)
    }
    guard let index = Self.firstDifference(old.biases, new.biases, precision) else { return nil }
    return named("b^\(layer)_\(index + 1)", index, old.biases, new.biases)
  }

  private static func firstDifference(
    _ old: [UInt8],
    _ new: [UInt8],
    _ precision: Precision
  ) -> Int? {
    let common = zip(old, new).enumerated().first { $0.element.0 != $0.element.1 }?.offset
    return common.map { $0 / precision.byteCount }
      ?? (old.count == new.count ? nil : min(old.count, new.count) / precision.byteCount)
  }

  private func named(
    _ name: String,
    _ index: Int,
    _ old: [UInt8],
    _ new: [UInt8]
  ) -> RecordDifference {
    RecordDifference(
      epoch: epoch,
      layer: layer,
      name: name,
      recorded: number(index, in: old),
      computed: number(index, in: new)
    )
  }

  private func number(_ index: Int, in bytes: [UInt8]) -> String? {
    let start = index * precision.byteCount
    guard start + precision.byteCount <= bytes.count else { return nil }
    return bytes.withUnsafeBytes { bytes in
      switch precision {
      case .single:
        "\(Float(bitPattern: bytes.loadUnaligned(fromByteOffset: start, as: UInt32.self)))"
      case .double:
        "\(Double(bitPattern: bytes.loadUnaligned(fromByteOffset: start, as: UInt64.self)))"
      }
    }
  }
}

extension EpochRecord {
  /// The numbers that a definition determines: all but the seconds, which are the last.
  fileprivate var compared: ArraySlice<Double?> { numbers.dropLast() }
}

extension Double? {
  /// Whether two numbers are the same in the record.
  fileprivate func isRecorded(as other: Double?) -> Bool {
    map { RecordDigest.recorded($0).bitPattern }
      == other.map { RecordDigest.recorded($0).bitPattern }
  }
}

extension [UInt8] {
  /// The bytes as hexadecimal digits.
  var hex: String { map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined() }
}
