internal import Experiments

/// The first thing in which a record and the same training done again differ.
public struct RecordDifference: Sendable, Equatable, CustomStringConvertible {
  /// The epoch; nil for what belongs to none.
  public var epoch: Int?
  /// The layer l; nil for what belongs to none.
  public var layer: Int?
  /// What differs: a column's name, or a weight as `w^2_1,3`.
  public var name: String
  /// What the record says; nil for nothing.
  public var recorded: String?
  /// What training again gives; nil for nothing.
  public var computed: String?

  /// One line that names the place and both values.
  public var description: String {
    let place = [epoch.map { "epoch \($0)" }, layer.map { "layer \($0)" }].compactMap(\.self)
    let values = "\(recorded ?? "nothing") recorded, \(computed ?? "nothing") trained again"
    return (place + ["\(name): \(values)"]).joined(separator: ", ")
  }

  /// A number, nil where it was not measured.
  init(_ name: String, epoch: Int, layer: Int? = nil, _ recorded: Double?, _ computed: Double?) {
    self.init(
      epoch: epoch,
      layer: layer,
      name: name,
      recorded: recorded.map(NumberText.shortest),
      computed: computed.map(NumberText.shortest)
    )
  }

  init(
    epoch: Int? = nil,
    layer: Int? = nil,
    name: String,
    recorded: String?,
    computed: String?
  ) {
    self.epoch = epoch
    self.layer = layer
    self.name = name
    self.recorded = recorded
    self.computed = computed
  }
}
