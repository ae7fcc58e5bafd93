public import Experiments

/// The layers of one epoch as rows, as `show` has them and `layers` exports them.
public enum LayerTable {
  /// The columns after the run and the epoch.
  public static let columns = [
    Column("layer", .number, rank: 3), Column("gradient_norm", .number, rank: 2),
    Column("delta_norm", .number, rank: 2), Column("weight_norm", .number, rank: 1),
    Column("update_ratio", .number, rank: 1), Column("saturated", .number, rank: 1),
    Column("weight_gradient_norm", .number), Column("bias_gradient_norm", .number),
  ]

  /// The cells of a layer for ``columns``.
  public static func row(_ layer: LayerRecord) -> [Field] {
    [
      .integer(layer.layer), .real(layer.gradientNorm), .real(layer.deltaNorm),
      .real(layer.weightNorm), Field(layer.updateRatio), Field(layer.saturated),
      .real(layer.weightGradientNorm), .real(layer.biasGradientNorm),
    ]
  }
}
