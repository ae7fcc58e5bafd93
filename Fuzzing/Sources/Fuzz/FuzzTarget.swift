import Foundation

@testable import Experiments
@testable import RunStore

/// Everything that reads what may come from anyone.
enum FuzzTarget: String, CaseIterable {
  case idx, gzip, csv, npy, npz, safetensors, data
  case sweepFile = "sweep-file"
  case arguments, filter, definition, database, salvage

  /// Reads an input in every way the program would.
  func parser() throws -> @Sendable ([UInt8]) -> Void {
    switch self {
    case .idx: DataParsers.idx
    case .gzip: DataParsers.gzip
    case .csv: DataParsers.csv
    case .npy: DataParsers.npy
    case .npz: DataParsers.npz
    case .safetensors: DataParsers.safetensors
    case .data: DataParsers.dataset
    case .sweepFile: TextParsers.sweepFile
    case .arguments: TextParsers.arguments
    case .filter: TextParsers.filter(try SampleRecord().record())
    case .definition: TextParsers.definition
    case .database: try DatabaseQuestions().ask
    case .salvage: try DatabaseQuestions().salvage
    }
  }
}
