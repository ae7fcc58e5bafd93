import CBuiltInData
import FoundationEssentials

/// The files that are part of the program.
enum BuiltInFile: CaseIterable, Sendable {
  case digitsImages, digitsLabels, iris, penguins

  /// The embedded bytes, as a file to be read.
  var source: SourceFile {
    let file = embedded
    return .bytes(Data(bytes: file.bytes, count: file.count), name: name)
  }

  private var name: String {
    switch self {
    case .digitsImages: "digits-images-idx3-ubyte.gz"
    case .digitsLabels: "digits-labels-idx1-ubyte.gz"
    case .iris: "iris.csv"
    case .penguins: "penguins.csv"
    }
  }

  private var embedded: descent_embedded_file {
    switch self {
    case .digitsImages: descent_digits_images
    case .digitsLabels: descent_digits_labels
    case .iris: descent_iris
    case .penguins: descent_penguins
    }
  }
}
