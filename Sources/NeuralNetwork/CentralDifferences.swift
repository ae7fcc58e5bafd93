/// The gradient of C_x without backpropagation: each parameter is moved a little both ways.
///
/// ∂C/∂w ≈ (C(w + h) − C(w − h)) / 2h. It knows nothing of BP1 to BP4, so it can judge them.
public struct CentralDifferences: Sendable {
  /// The relative step: h = step · max(1, |w|).
  ///
  /// The error is O(h²) from the formula and O(ε/h)
  /// from rounding, so about the cube root of 2⁻⁵² does best.
  public var step: Double

  /// Creates a check with a step; 2⁻¹⁷ unless told otherwise.
  public init(step: Double = 0x1p-17) {
    self.step = step
  }

  /// ∂C_x/∂w^l_jk of one weight.
  public func derivative(
    of network: Network,
    weight: (l: Int, j: Int, k: Int),
    cost: Cost,
    x: [Double],
    y: [Double]
  ) -> Double {
    derivative(around: network.w[weight.l][weight.j, weight.k]) { value in
      var moved = network
      moved.w[weight.l][weight.j, weight.k] = value
      return moved.cost(cost, x: x, y: y)
    }
  }

  /// ∂C_x/∂b^l_j of one bias.
  public func derivative(
    of network: Network,
    bias: (l: Int, j: Int),
    cost: Cost,
    x: [Double],
    y: [Double]
  ) -> Double {
    derivative(around: network.b[bias.l][bias.j]) { value in
      var moved = network
      moved.b[bias.l][bias.j] = value
      return moved.cost(cost, x: x, y: y)
    }
  }

  private func derivative(around value: Double, _ cost: (Double) -> Double) -> Double {
    let h = step * max(1, value.magnitude)
    let (up, down) = (value + h, value - h)
    return (cost(up) - cost(down)) / (up - down)
  }
}
