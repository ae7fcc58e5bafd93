public import CKernels

extension KernelSet {
  /// Adds Σ p² over rows × columns; column c of each row goes to lane c mod 16.
  @inlinable
  public func addSquares(
    _ p: UnsafePointer<Scalar>,
    rows: Int = 1,
    columns: Int,
    stride: Int = 0,
    to sum: inout LaneSum
  ) {
    withUnsafeMutablePointer(to: &sum.lanes) {
      let lanes = UnsafeMutableRawPointer($0).assumingMemoryBound(to: Double.self)
      table.pointee.squares(rows, columns, p, stride, lanes)
    }
  }

  /// Adds Σ (p − q)² over rows × columns; column c of each row goes to lane c mod 16.
  @inlinable
  public func addSquaredDifferences(
    _ p: UnsafePointer<Scalar>,
    _ q: UnsafePointer<Scalar>,
    rows: Int = 1,
    columns: Int,
    stride: Int = 0,
    to sum: inout LaneSum
  ) {
    withUnsafeMutablePointer(to: &sum.lanes) {
      let lanes = UnsafeMutableRawPointer($0).assumingMemoryBound(to: Double.self)
      table.pointee.differences(rows, columns, p, q, stride, lanes)
    }
  }

  /// Σ_jk p_jk² of weights in panels, without their padding: ‖w^l‖_F².
  ///
  /// Panel by panel, input by input; output j of a panel goes to lane j mod 16.
  public func squares(_ p: UnsafePointer<Scalar>, layer: PanelLayout) -> LaneSum {
    var sum = LaneSum()
    for panel in layer.panels {
      addSquares(
        p + panel.offset,
        rows: layer.inputs,
        columns: panel.outputs.count,
        stride: panel.width,
        to: &sum
      )
    }
    return sum
  }

  /// Σ_jk (p_jk − q_jk)² of weights in panels, in the same order as `squares`.
  public func squaredDifferences(
    _ p: UnsafePointer<Scalar>,
    _ q: UnsafePointer<Scalar>,
    layer: PanelLayout
  ) -> LaneSum {
    var sum = LaneSum()
    for panel in layer.panels {
      addSquaredDifferences(
        p + panel.offset,
        q + panel.offset,
        rows: layer.inputs,
        columns: panel.outputs.count,
        stride: panel.width,
        to: &sum
      )
    }
    return sum
  }

  /// Counts the elements with |p| < threshold, for the saturated share; NaN is none of them.
  @inlinable
  public func count(
    below threshold: Double,
    in p: UnsafePointer<Scalar>,
    rows: Int,
    columns: Int,
    stride: Int
  ) -> Int {
    table.pointee.below(rows, columns, p, stride, threshold)
  }
}
