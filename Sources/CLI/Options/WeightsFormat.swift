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

  /// The format that a file's name asks for; CSV for all other names.
  init(file: String?) {
    let name = file ?? ""
    self = name.hasSuffix(".npz") ? .npz : name.hasSuffix(".safetensors") ? .safetensors : .csv
  }

  /// Rows of comma-separated values.
  static let csv = WeightsFormat.rows(.csv)

  static var allValueStrings: [String] {
    OutputFormat.allCases.map(\.rawValue) + ["npz", "safetensors"]
  }
}
