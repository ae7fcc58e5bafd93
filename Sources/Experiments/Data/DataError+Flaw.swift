extension DataError {
  /// What is wrong with a file's content.
  public enum Flaw: Sendable, Equatable {
    // Any file
    case empty
    case notRegular
    case unrecognised
    case changed
    case truncated
    case trailingBytes
    case damagedCompression
    case checksumMismatch
    case tooLarge(limit: Int, unit: String)
    case unsupported(String)
    case header(String)
    // Data sets
    case noExamples
    case noFeatures
    case noTargets(String)
    case noInputs([String])
    case ambiguous([String])
    case countsDiffer(inputs: Int, targets: Int)
    case shapesDiffer(training: [Int], test: [Int])
    case notFinite(String)
    case missingValue(String)
    case allRowsDropped(Int)
    // Tables
    case oneColumn(separator: String?)
    case fieldCount(found: Int, expected: Int)
    case textInNumericColumn(column: String, text: String)
    case tooManyTexts(column: String, limit: Int)
    case unclosedQuote
    case strayQuote
    case notUTF8
    case nulByte
  }

  /// Why an option cannot be honoured.
  public enum Refusal: Sendable, Equatable {
    case unknownColumn([String])
    case notATable
    case textTarget(String)
    case fractionalTarget(Double)
    case severalTargets(Int)
    case tooManyClasses(Int, limit: Int)
    case oneClass(String)
    case leavesNoTraining(examples: Int)
    case noTestPart
    case outOfRange(String)
    case overflows(feature: String)
  }
}
