import FoundationEssentials

/// What a file, a folder or a generator holds, before anyone asks what to do with it.
struct ParsedData: Sendable, Equatable {
  /// Inputs and targets, example by example.
  struct Part: Sendable, Equatable {
    var inputs: FeatureMatrix
    var target: TargetColumn
  }

  var kind: Dataset.Kind
  /// The shape of one example.
  var shape: [Int]
  /// Names of the features; empty for images.
  var featureNames: [String] = []
  var targetName: String?
  /// The largest value of the format, where the format has one.
  var maximum: Double?
  var training: Part
  var test: Part?
  /// Rows left out because a value was missing.
  var droppedRows = 0
}

extension ParsedData {
  /// SHA-256 of the content: values, the largest value of the format, and targets.
  ///
  /// Never a name of a file or a column, a path, or how it was compressed.
  ///
  /// The layout, every number little-endian:
  ///
  ///     "descent data 1\n"
  ///     f64 largest value of the format, 0 where there is none
  ///     the training part; u8 1 and the test part, or u8 0
  ///     part:    u8 'B' (bytes) or 'R' (f64), u64 rows, u64 columns, the values by rows,
  ///              then the target
  ///     target:  'N', u64 width, f64 values by rows; or
  ///              'T', u64 number of labels, per label u64 count and UTF-8 bytes,
  ///              then an i32 index of a label per row
  func digest() -> SHA256.Digest {
    var hash = SHA256()
    hash.update("descent data 1\n".utf8)
    hash.update(maximum ?? 0)
    hash.update(training)
    hash.update(UInt8(test == nil ? 0 : 1))
    if let test { hash.update(test) }
    return hash.finalized()
  }
}

extension SHA256 {
  fileprivate mutating func update(_ part: ParsedData.Part) {
    update(UInt8(ascii: part.inputs.element == .byte ? "B" : "R"))
    update(UInt64(part.inputs.rows))
    update(UInt64(part.inputs.columns))
    part.inputs.bytes.withUnsafeBytes { update($0) }
    update(part.target)
  }

  private mutating func update(_ target: TargetColumn) {
    switch target {
    case .numbers(_, let width):
      update(UInt8(ascii: "N"))
      update(UInt64(width))
    case .texts(let labels, _):
      update(UInt8(ascii: "T"))
      update(UInt64(labels.count))
      for label in labels {
        update(UInt64(label.utf8.count))
        update(label.utf8)
      }
    }
    target.bytes.withUnsafeBytes { update($0) }
  }
}
