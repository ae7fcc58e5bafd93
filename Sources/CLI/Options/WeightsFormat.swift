import ArgumentParser
import Reports

/// What weights can be exported as: rows, or arrays in one file.
enum WeightsFormat: Equatable, ExpressibleByArgument {
  /// A row for each weight and bias.
  case rows(OutputFormat)
  /// NumPy's archive.
  case npz
  /// Hugging Face's format.
  case safetensors

  init?(argument: String) {
    switch argument {
    case "npz": self = .npz
    case "safetensors": self = .safetensors
    default:
      guard let format = OutputFormat(rawValue: argument) else { return nil }
      self = .rows(format)
    }
  }

  /// The format that a file's name says; `rows` for all other names.
  init(file: String?, otherwise rows: OutputFormat = .csv) {
    let name = file ?? ""
    self =
      name.hasSuffix(".npz")
      ? .npz
      : name.hasSuffix(".safetensors")
        ? .safetensors : .rows(OutputFormat(file: file) ?? rows)
  }

  static var allValueStrings: [String] {
    OutputFormat.allCases.map(\.rawValue) + ["npz", "safetensors"]
  }
}
