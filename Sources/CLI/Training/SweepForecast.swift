import Experiments
import Reports

/// What a sweep will take: time, measured on a part of it but for recording, and bytes, counted.
struct SweepForecast {
  /// From this size on a sweep says how much it writes before it begins: 1 GB.
  static let worthSaying = 1_000_000_000

  /// What planning, claiming and ending a run and recording an epoch of it take, in seconds, one run
  /// after the other whatever the jobs: seen on a Zen 1, where tiny networks take less to train.
  private static let secondsPerRun = 6e-4, secondsPerRecordedEpoch = 3e-5

  /// The bytes of all runs together, as if none were done.
  let bytes: Int
  private let speed: SpeedEstimate

  /// Adds up the records of all runs.
  init(_ sweep: Sweep, shelf: DataShelf, weights: WeightsPolicy) throws {
    speed = SpeedEstimate(shelf: shelf)
    var total = 0
    for run in sweep.runs {
      let bytes = try Self.size(of: run.definition, shelf)
        .recordBytes(epochs: run.definition.epochs, keeping: weights)
      total = total.addingReportingOverflow(bytes).overflow ? .max : total + bytes
    }
    bytes = total
  }

  /// How long one epoch of a run takes, in seconds, trained alone.
  func secondsPerEpoch(_ definition: Definition) throws -> Double {
    try speed.secondsPerEpoch(definition)
  }

  /// How long recording a run with some epochs takes, in seconds, beside the training.
  func secondsOfRecording(epochs: Int) -> Double {
    Self.secondsPerRun + Self.secondsPerRecordedEpoch * Double(epochs)
  }

  /// The line for a sweep that writes a lot, with the way out.
  var sizeWarning: String {
    "this sweep writes about \(ByteCountText.of(bytes)); "
      + "--weights best, last or a number of epochs keeps fewer weights\n"
  }

  private static func size(of definition: Definition, _ shelf: DataShelf) throws -> RunSize {
    let dataset = try shelf.dataset(of: definition)
    return try RunSize(
      of: definition,
      inputs: dataset.featureCount,
      outputs: dataset.outputCount
    )
  }
}
