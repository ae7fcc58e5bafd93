import FoundationEssentials

/// A folder of IDX files named as MNIST's are: `train-images…`, `train-labels…`, and `t10k-images…`
/// and `t10k-labels…` (or `test-…`), each plain or gzipped.
struct IDXFolder: Sendable {
  let trainingImages: String
  let trainingLabels: String
  let testImages: String?
  let testLabels: String?

  /// Every file that is read.
  var paths: [String] {
    [trainingImages, trainingLabels] + [testImages, testLabels].compactMap(\.self)
  }

  /// Finds the files by their names.
  ///
  /// - Throws: ``DataError/missingFile(folder:name:)`` for one that is needed, or
  ///   ``DataError/malformed(file:_:_:)`` where several would do.
  init(_ folder: String) throws(DataError) {
    let names: [String]
    do {
      names = try FileManager.default.contentsOfDirectory(atPath: folder).sorted {
        $0.utf8.lexicographicallyPrecedes($1.utf8)
      }
    } catch {
      throw .system(path: folder, operation: "list", code: error.posixCode)
    }
    let listing = Listing(folder: folder, names: names)
    trainingImages = try listing.require(["train-images"])
    trainingLabels = try listing.require(["train-labels"])
    testImages = try listing.find(["t10k-images", "test-images"])
    testLabels = testImages == nil ? nil : try listing.require(["t10k-labels", "test-labels"])
  }

  /// Reads all files.
  func read(limits: DataLimits) throws(DataError) -> ParsedData {
    let training = try IDXPair.read(
      .path(trainingImages),
      .path(trainingLabels),
      limits: limits
    )
    var data = training.parsed(maximum: nil)
    if let testImages, let testLabels {
      let test = try IDXPair.read(.path(testImages), .path(testLabels), limits: limits)
      guard test.shape == training.shape else {
        throw .malformed(
          file: testImages,
          nil,
          .shapesDiffer(training: training.shape, test: test.shape)
        )
      }
      data.test = test.part
    }
    return data
  }

  /// The names in a folder, sorted.
  private struct Listing {
    let folder: String
    let names: [String]

    /// The file whose name contains one of the words.
    func require(_ words: [String]) throws(DataError) -> String {
      if let path = try find(words) { return path }
      throw .missingFile(folder: folder, name: words[0])
    }

    func find(_ words: [String]) throws(DataError) -> String? {
      for word in words {
        if let path = try find(word) { return path }
      }
      return nil
    }

    /// The one file whose name contains the word.
    ///
    /// Of a plain file and its gzip the plain one.
    private func find(_ word: String) throws(DataError) -> String? {
      let matches = names.filter { $0.contains(word) }
      let stems = Set(matches.map { $0.hasSuffix(".gz") ? String($0.dropLast(3)) : $0 })
      guard stems.count <= 1 else {
        throw .malformed(file: folder, nil, .ambiguous(matches))
      }
      let name = matches.first { !$0.hasSuffix(".gz") } ?? matches.first
      return name.map { folder.hasSuffix("/") ? folder + $0 : "\(folder)/\($0)" }
    }
  }
}
