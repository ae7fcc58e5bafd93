/// Where the weights of one layer stand in memory.
///
/// The book's w^l is n_l × n_(l−1), row-major. Here the outputs j are grouped in panels of 128 bytes
/// (`KernelScalar.panelWidth` of them); the last panel is 64 bytes wide where the rest fits. A panel is
/// contiguous, one row of outputs for each input k, so that every product reads the weights in the
/// order in which they stand. Padding is zero.
public struct PanelLayout: Equatable, Sendable {
  /// n_(l−1), the neurons of the layer before.
  public let inputs: Int

  /// n_l, the neurons of this layer.
  public let outputs: Int

  /// Elements in 64 bytes.
  public let lanes: Int

  /// A layer's layout in a precision.
  public init<Scalar: KernelScalar>(inputs: Int, outputs: Int, as _: Scalar.Type) {
    self.inputs = inputs
    self.outputs = outputs
    lanes = Scalar.lanes
  }

  /// Outputs with padding: the elements that biases and their gradient take.
  @inlinable public var paddedOutputs: Int { (outputs + lanes - 1) / lanes * lanes }

  /// Elements that weights and their gradient take.
  @inlinable public var count: Int { inputs * paddedOutputs }

  /// The panels: each one's first output, its width with padding and its first element.
  public var panels: [Panel] {
    stride(from: 0, to: outputs, by: 2 * lanes).map { first in
      Panel(
        outputs: first..<min(first + 2 * lanes, outputs),
        width: outputs - first <= lanes ? lanes : 2 * lanes,
        offset: first * inputs
      )
    }
  }

  /// Up to 128 bytes of outputs, for all inputs.
  public struct Panel: Equatable, Sendable {
    /// The outputs j that it holds.
    public let outputs: Range<Int>

    /// Elements from one input's row to the next.
    public let width: Int

    /// Where it starts.
    public let offset: Int
  }

  /// The element of w_jk, both counted from 0.
  public func offset(j: Int, k: Int) -> Int {
    let first = j / (2 * lanes) * (2 * lanes)
    let width = outputs - first <= lanes ? lanes : 2 * lanes
    return first * inputs + k * width + j - first
  }

  /// Writes dense row-major weights (n_l × n_(l−1)) into panels; padding is left as it is.
  @specialized(where Scalar == Float)
  @specialized(where Scalar == Double)
  public func pack<Scalar>(
    _ dense: UnsafePointer<Scalar>,
    into panels: UnsafeMutablePointer<Scalar>
  ) {
    forEach { panel, row in panels[panel] = dense[row] }
  }

  /// Writes panels as dense row-major weights (n_l × n_(l−1)).
  @specialized(where Scalar == Float)
  @specialized(where Scalar == Double)
  public func unpack<Scalar>(
    _ panels: UnsafePointer<Scalar>,
    into dense: UnsafeMutablePointer<Scalar>
  ) {
    forEach { panel, row in dense[row] = panels[panel] }
  }

  /// Calls with each weight's place in the panels and in the dense form, in the panels' order.
  @inline(__always)
  private func forEach(_ body: (_ panel: Int, _ dense: Int) -> Void) {
    for panel in panels {
      for k in 0..<inputs {
        let row = panel.offset + k * panel.width - panel.outputs.lowerBound
        for j in panel.outputs { body(row + j, j * inputs + k) }
      }
    }
  }
}
