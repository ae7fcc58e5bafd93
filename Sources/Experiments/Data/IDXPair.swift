import FoundationEssentials

/// An IDX file of images with the IDX file of their labels.
struct IDXPair {
  let shape: [Int]
  let part: ParsedData.Part
  /// Whether the pixels are bytes.
  let isBytes: Bool

  /// Reads both files and checks that they belong together.
  static func read(
    _ images: SourceFile,
    _ labels: SourceFile,
    limits: DataLimits
  ) throws(DataError) -> IDXPair {
    let labelArray = try IDXFile.read(ByteStream(labels, limits: limits))
    guard labelArray.shape.count == 1 else {
      throw .malformed(
        file: labels.name,
        .byte(3),
        .header("labels have \(labelArray.shape.count) dimensions")
      )
    }
    let imageArray = try IDXFile.read(ByteStream(images, limits: limits))
    guard let rows = imageArray.shape.first, imageArray.shape.count > 1 else {
      throw .malformed(file: images.name, .byte(3), .header("images have 1 dimension"))
    }
    guard rows == labelArray.count else {
      throw .malformed(
        file: images.name,
        nil,
        .countsDiffer(inputs: rows, targets: labelArray.count)
      )
    }
    let inputs = try imageArray.matrix(file: images.name, member: nil)
    let target = try labelArray.target(file: labels.name, member: nil)
    return IDXPair(
      shape: Array(imageArray.shape.dropFirst()),
      part: ParsedData.Part(inputs: inputs, target: target),
      isBytes: inputs.element == .byte
    )
  }

  /// The pair as a data set without a test part.
  func parsed(maximum: Double?) -> ParsedData {
    ParsedData(
      kind: shape.count > 1 ? .image : .table,
      shape: shape,
      targetName: "label",
      maximum: isBytes ? maximum ?? 255 : nil,
      training: part
    )
  }
}

extension NumericArray {
  /// The array as inputs: the first dimension counts examples, the others are its features.
  ///
  /// - Throws: ``DataError/malformed(file:_:_:)`` when there is none of either or a value is not
  ///   finite.
  func matrix(file: String, member: DataError.Place?) throws(DataError) -> FeatureMatrix {
    guard let rows = shape.first, rows > 0 else {
      throw .malformed(file: file, member, .noExamples)
    }
    let isByte = element == .uint8 || element == .bool
    guard count > 0,
      let matrix = FeatureMatrix(
        rows: rows,
        columns: count / rows,
        element: isByte ? .byte : .real,
        bytes: isByte ? bytes : Data(littleEndian: doubles)
      )
    else { throw .malformed(file: file, member, .noFeatures) }
    if let index = matrix.firstNotFinite {
      let (row, column) = index.quotientAndRemainder(dividingBy: matrix.columns)
      throw .malformed(file: file, member, .notFinite("\(matrix[row, column])"))
    }
    return matrix
  }

  /// The array as a target: one number per example, or a row of several.
  func target(file: String, member: DataError.Place?) throws(DataError) -> TargetColumn {
    guard let rows = shape.first, rows > 0, count > 0 else {
      throw .malformed(file: file, member, .noExamples)
    }
    let values = doubles
    if let bad = values.first(where: { !$0.isFinite }) {
      throw .malformed(file: file, member, .notFinite("\(bad)"))
    }
    return .numbers(values, width: count / rows)
  }
}
