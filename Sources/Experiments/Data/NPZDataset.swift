/// Named arrays of an npz file as a data set.
enum NPZDataset {
  /// Names of the inputs, the targets, and the same of the test part; the first that is there.
  static let inputNames = ["x", "X", "inputs", "x_train", "X_train", "train_inputs"]
  static let targetNames = ["y", "Y", "targets", "labels", "y_train", "Y_train", "train_targets"]
  static let testInputNames = ["x_test", "X_test", "test_inputs"]
  static let testTargetNames = ["y_test", "Y_test", "test_targets", "test_labels"]

  /// Reads the arrays.
  ///
  /// - Throws: ``DataError/malformed(file:_:_:)``.
  static func read(_ archive: NPZArchive, file: String) throws(DataError) -> ParsedData {
    guard let training = try part(archive, inputNames, targetNames, file: file) else {
      throw .malformed(file: file, nil, .noInputs(archive.names))
    }
    let test = try part(archive, testInputNames, testTargetNames, file: file)
    if let test, test.shape != training.shape {
      throw .malformed(file: file, nil, .shapesDiffer(training: training.shape, test: test.shape))
    }
    let isBytes = training.part.inputs.element == .byte
    guard test == nil || test?.part.inputs.element == training.part.inputs.element else {
      throw .malformed(file: file, nil, .unsupported("a test part of another type"))
    }
    let isImage = training.shape.count > 1
    return ParsedData(
      kind: isImage ? .image : .table,
      shape: training.shape,
      featureNames: isImage ? [] : (1...training.part.inputs.columns).map { "x\($0)" },
      targetName: training.targetName,
      maximum: isBytes ? 255 : nil,
      training: training.part,
      test: test?.part
    )
  }

  private struct Found {
    let shape: [Int]
    let targetName: String
    let part: ParsedData.Part
  }

  private static func part(
    _ archive: NPZArchive,
    _ inputNames: [String],
    _ targetNames: [String],
    file: String
  ) throws(DataError) -> Found? {
    guard let inputName = inputNames.first(where: archive.names.contains),
      let inputArray = try archive.array(inputName)
    else { return nil }
    guard let targetName = targetNames.first(where: archive.names.contains),
      let targetArray = try archive.array(targetName)
    else {
      throw .malformed(
        file: file,
        .member(inputName),
        .noTargets("add an array '\(targetNames[0])'")
      )
    }
    guard inputArray.shape.first == targetArray.shape.first else {
      throw .malformed(
        file: file,
        .member(inputName),
        .countsDiffer(inputs: inputArray.shape.first ?? 0, targets: targetArray.shape.first ?? 0)
      )
    }
    let inputs = try inputArray.matrix(file: file, member: .member(inputName))
    let target = try targetArray.target(file: file, member: .member(targetName))
    let shape = Array(inputArray.shape.dropFirst())
    return Found(
      shape: shape.isEmpty ? [1] : shape,
      targetName: targetName,
      part: ParsedData.Part(inputs: inputs, target: target)
    )
  }
}
