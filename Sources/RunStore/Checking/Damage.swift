public import Experiments

/// Something in a record that is not what was recorded.
public struct Damage: Sendable, Equatable, CustomStringConvertible {
  /// The run it belongs to; nil for what belongs to none.
  public var run: RunID?
  /// The epoch it belongs to; nil for what belongs to none.
  public var epoch: Int?
  /// What it is.
  public var what: String

  /// One line that names the place.
  public var description: String {
    let place = [run.map { "run \($0.short)" }, epoch.map { "epoch \($0)" }].compactMap { $0 }
    return (place + [what]).joined(separator: ", ")
  }
}
