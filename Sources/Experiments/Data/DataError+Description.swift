#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#else
import Darwin
#endif

extension DataError: CustomStringConvertible {
  /// One line: what failed, the offending value, and the remedy where there is one.
  public var description: String {
    switch self {
    case .notFound(let path): "\(path): no such file or folder"
    case .missingFile(let folder, let name): "\(folder): has no file '\(name)' or '\(name).gz'"
    case .notInstalled(let name, let package):
      if let package {
        "data set '\(name)' is not installed; run 'apt install \(package)', "
          + "or put its files into '\(name)' in the folder that DESCENT_DATA names"
      } else {
        "data set '\(name)' is not installed; "
          + "put its files into '\(name)' in the folder that DESCENT_DATA names"
      }
    case .unknownName(let name, let nearest):
      "unknown data set '\(name)'"
        + (nearest.map { "; did you mean '\($0)'?" } ?? "; 'data list' shows those there are")
    case .unusable(let option, let value, let refusal): "\(option) '\(value)' \(refusal.wording)"
    case .system(let path, let operation, let code):
      "\(path): cannot \(operation): \(String(cString: strerror(code)))"
    case .headerExceedsFile(let file, let shape, let expected, let actual):
      "\(file): header says \(shape.map(String.init).joined(separator: " x ")) "
        + "(\(expected) bytes), file has \(actual)"
    case .malformed(let file, let place, let flaw):
      "\(file): \(place.map { "\($0.wording): " } ?? "")\(flaw.wording)"
    }
  }

  static func isPermission(_ code: Int32) -> Bool { code == EACCES || code == EPERM }
}

extension DataError.Place {
  fileprivate var wording: String {
    switch self {
    case .byte(let offset): "byte \(offset)"
    case .line(let line, let column?): "line \(line), column \(column)"
    case .line(let line, nil): "line \(line)"
    case .member(let name): "array '\(name)'"
    }
  }
}

extension DataError.Flaw {
  fileprivate var wording: String {
    switch self {
    case .empty: "is empty"
    case .notRegular: "is not a regular file or a folder"
    case .unrecognised: "is neither IDX, CSV nor npz"
    case .changed: "was changed while it was in use"
    case .truncated: "the file ends too early"
    case .trailingBytes: "the file goes on after its announced end"
    case .damagedCompression: "the compressed data is damaged"
    case .checksumMismatch: "the check sum does not match the content"
    case .tooLarge(let limit, let unit): "more than \(limit) \(unit)"
    case .unsupported(let what): "\(what) is not supported"
    case .header(let what): "bad header: \(what)"
    case .noExamples: "has no examples"
    case .noFeatures: "has no features"
    case .noTargets(let remedy): "has no targets; \(remedy)"
    case .noInputs(let names): "has no array 'x' or 'x_train'; there are \(quoted(names))"
    case .ambiguous(let names): "cannot choose among \(quoted(names))"
    case .countsDiffer(let inputs, let targets): "\(inputs) inputs but \(targets) targets"
    case .shapesDiffer(let training, let test):
      "test inputs have shape \(test), training inputs \(training)"
    case .notFinite(let text): "value '\(text)' is not a finite number"
    case .missingValue(let column):
      "column '\(column)' has no value; drop such rows with missing=drop"
    case .allRowsDropped(let count): "all \(count) rows lack a value"
    default: tableWording
    }
  }

  private var tableWording: String {
    switch self {
    case .oneColumn(let separator?):
      "has one column; separate its fields by ',' instead of '\(separator)'"
    case .oneColumn(nil): "has one column; a feature and a target are the least"
    case .fieldCount(let found, let expected): "\(found) fields where \(expected) are expected"
    case .textInNumericColumn(let column, let text):
      "text '\(text)' in column '\(column)', which began with a number"
    case .tooManyTexts(let column, let limit):
      "column '\(column)' has more than \(limit) different texts; leave it out"
    case .unclosedQuote: "a quoted field does not end"
    case .strayQuote: "text after the closing quote of a field"
    case .notUTF8: "text is not UTF-8"
    case .nulByte: "a NUL byte in text; the file is neither IDX, CSV nor npz"
    default: ""
    }
  }
}

extension DataError.Refusal {
  fileprivate var wording: String {
    switch self {
    case .unknownColumn(let columns): "is no column; there are \(quoted(columns))"
    case .notATable: "names a column, but the data is no CSV file"
    case .textTarget(let text): "needs numbers, but the target has text such as '\(text)'"
    case .fractionalTarget(let value): "needs classes, but the target has values such as '\(value)'"
    case .severalTargets(let count): "needs one target, but the data has \(count)"
    case .tooManyClasses(let count, let limit):
      "needs classes, but the target has \(count) different values (at most \(limit))"
    case .oneClass(let label): "needs two classes, but the target is always '\(label)'"
    case .leavesNoTraining(let examples):
      "leaves nothing to train on; there are \(examples) examples"
    case .noTestPart: "needs test files, but the data has none; use a share such as 0.2"
    case .outOfRange(let allowed): "is out of range; \(allowed)"
    case .overflows(let feature): "overflows in feature '\(feature)'; choose another scale"
    }
  }
}

/// At most ten names in quotes.
private func quoted(_ names: [String]) -> String {
  let shown = names.prefix(10).map { "'\($0)'" }.joined(separator: ", ")
  return names.count > 10 ? "\(shown) and \(names.count - 10) more" : shown
}
