/// Parses files by what they contain, whatever they are called.
struct DataReader: Sendable {
  var target: String?
  var missing: MissingValues?
  var limits = DataLimits()

  /// What of the request decides the parsed content.
  var cacheKey: String { "target=\(target ?? "") missing=\((missing ?? .refuse).rawValue)" }

  /// Reads a file: gzip around IDX, CSV or npz, or one of these.
  func file(_ source: SourceFile) throws(DataError) -> ParsedData {
    let stream = try ByteStream(source, limits: limits)
    let prefix = stream.prefix(16)
    if prefix.isEmpty { throw .malformed(file: source.name, nil, .empty) }
    if NPZArchive.isZIP(prefix) {
      try refuseTarget()
      return try NPZDataset.read(NPZArchive(stream, limits: limits), file: source.name)
    }
    if IDXFile.isIDX(prefix) {
      throw .malformed(
        file: source.name,
        nil,
        .noTargets("give the folder that holds images and labels")
      )
    }
    if prefix.starts(with: NPYFile.magic) {
      throw .malformed(
        file: source.name,
        nil,
        .noTargets("save inputs 'x' and targets 'y' as one .npz file")
      )
    }
    return try CSVTable(target: target, missing: missing ?? .refuse, limits: limits).read(stream)
  }

  /// Reads a folder of IDX files.
  func folder(_ folder: IDXFolder) throws(DataError) -> ParsedData {
    try refuseTarget()
    return try folder.read(limits: limits)
  }

  /// The built-in digits; their format's largest value is 16.
  func digits() throws(DataError) -> ParsedData {
    try refuseTarget()
    return try IDXPair.read(
      BuiltInFile.digitsImages.source,
      BuiltInFile.digitsLabels.source,
      limits: limits
    ).parsed(maximum: 16)
  }

  /// A built-in table, with its own default target and treatment of missing values.
  func builtIn(
    _ file: BuiltInFile,
    target: String,
    missing: MissingValues
  ) throws(DataError) -> ParsedData {
    let table = CSVTable(
      target: self.target ?? target,
      missing: self.missing ?? missing,
      limits: limits
    )
    return try table.read(ByteStream(file.source, limits: limits))
  }

  /// Refuses a column's name where there are no columns.
  func refuseTarget() throws(DataError) {
    if let target { throw .unusable(option: "target", value: target, .notATable) }
  }
}
