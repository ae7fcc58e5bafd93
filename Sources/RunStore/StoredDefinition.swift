public import Experiments
internal import GRDB

/// A run's definition as it is recorded: what its keys read as, and what its files contained.
public struct StoredDefinition: Sendable, Equatable {
  /// The value of each key that the definition reads.
  public var values: [DefinitionKey: SettingValue]
  /// SHA-256 of the data set's parsed content.
  public var dataDigest: [UInt8]
  /// SHA-256 of the file of the first weights; nil where they were drawn.
  public var initializationDigest: [UInt8]?
  /// The version of the arithmetic that the numbers were computed with.
  public var numericsVersion: Int

  /// The data set.
  public var data: Definition.Source {
    Definition.Source(label: values[.data]?.description ?? "", digest: dataDigest)
  }

  /// The file of the first weights; nil where they were drawn.
  public var initialWeights: Definition.Source? {
    initializationDigest.map {
      Definition.Source(label: values[.initialization]?.description ?? "", digest: $0)
    }
  }

  init(_ definition: Definition, numericsVersion: Int) {
    values = [:]
    for key in DefinitionKey.allCases { values[key] = definition[key] }
    dataDigest = definition.data.digest
    if case .file(let source) = definition.initialization { initializationDigest = source.digest }
    self.numericsVersion = numericsVersion
  }

  /// The digest of everything that the record says of the definition of a run.
  func digest(of run: RunID) -> [UInt8] {
    var digest = RecordDigest()
    digest.append(run.bytes)
    for key in DefinitionKey.allCases { digest.append(values[key]?.description) }
    digest.append(dataDigest)
    digest.append(initializationDigest)
    digest.append(numericsVersion)
    return digest.finished()
  }
}

extension StoredDefinition {
  static let keyColumns = DefinitionKey.allCases.map(\.rawValue)
  /// Columns: every key, data_digest, initialization_digest, numerics_version.
  static let columns = keyColumns + ["data_digest", "initialization_digest", "numerics_version"]

  /// Binds ``columns`` from a parameter on.
  func bind(to statement: PreparedStatement, from index: Int) {
    for (offset, key) in DefinitionKey.allCases.enumerated() {
      statement.bind(index + offset, values[key]?.stored ?? .empty)
    }
    let next = index + DefinitionKey.allCases.count
    statement.bind(next, dataDigest)
    statement.bind(next + 1, initializationDigest)
    statement.bind(next + 2, numericsVersion)
  }

  /// Reads ``columns`` from a column on.
  init(_ row: PreparedStatement, from column: Int) throws {
    values = [:]
    for (offset, key) in DefinitionKey.allCases.enumerated() {
      values[key] = SettingValue(try row.value(column + offset), of: key)
    }
    let next = column + DefinitionKey.allCases.count
    dataDigest = try row.blob(next)
    initializationDigest = try row.optionalBlob(next + 1)
    numericsVersion = try row.integer(next + 2)
  }
}

extension SettingValue {
  /// The value as its column holds it.
  var stored: StoredValue {
    switch self {
    case .integer(let value): .integer(value)
    case .real(let value): .real(value)
    case .boolean, .text, .list: .text(description)
    }
  }

  /// Reads the value of a key from its column; nil where it is empty.
  init?(_ stored: StoredValue, of key: DefinitionKey) {
    switch stored {
    case .integer(let value): self = .integer(value)
    case .real(let value): self = .real(value)
    case .text(let text):
      switch key {
      case .shuffle: self = .boolean(text == "true")
      case .hiddenLayers: self = ListText.numbers(text).map(SettingValue.list) ?? .text(text)
      default: self = .text(text)
      }
    case .empty, .blob: return nil
    }
  }
}
