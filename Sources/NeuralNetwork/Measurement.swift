public import Kernels

/// What is measured of one layer over the probe, at the weights as they are.
public struct LayerMeasurement: Sendable, Equatable {
  /// l.
  public let layer: Int
  /// ‖∂C/∂w^l‖₂.
  public let weightGradientNorm: Double
  /// ‖∂C/∂b^l‖₂.
  public let biasGradientNorm: Double
  /// ‖∂C/∂w^l, ∂C/∂b^l‖₂.
  public let gradientNorm: Double
  /// √(mean of ‖δ^(x,l)‖²).
  public let deltaNorm: Double
  /// ‖w^l‖_F.
  public let weightNorm: Double
  /// Share of (example, neuron) pairs with |σ'(z)| < 0.01 max|σ'|; nil for identity and softmax.
  public let saturated: Double?
}

/// What is measured of a network over the probe: ‖∇C‖ and each layer's numbers.
public struct Measurement: Sendable, Equatable {
  /// ‖∇C‖₂ over all weights and biases, C being the mean over the probe.
  public let gradientNorm: Double
  /// ‖w‖₂ over the weights of all layers.
  public let weightNorm: Double
  /// l = 2…L, in order.
  public let layers: [LayerMeasurement]
}

extension Learner {
  /// Tallies examples at the weights as they are, without learning and without dropout.
  @specialized(where Scalar == Float)
  @specialized(where Scalar == Double)
  public func tally(_ examples: Examples<Scalar>) -> Tally {
    var tally = Tally()
    withExtendedLifetime(examples) {
      for part in MiniBatch(of: examples).parts(of: pass.capacity) {
        team.run { [pass, team] member in
          let rows = team.share(of: part.count, grain: KernelSet<Scalar>.exampleGrain, for: member)
          guard !rows.isEmpty else { return }
          pass.feedforward(part, rows)
          pass.outputError(part, rows, wantsDelta: false)
        }
        count(part, into: &tally)
      }
    }
    return tally
  }

  /// Measures gradient, δ and weight norms over a probe, the examples of `order`.
  @specialized(where Scalar == Float)
  @specialized(where Scalar == Double)
  public func measure(
    _ examples: Examples<Scalar>,
    probe order: AlignedBuffer<Int32>
  ) -> Measurement {
    var deltas = PerLayer(first: 2, shape.sizes.dropFirst().map { _ in LaneSum() })
    var saturated = PerLayer(first: 2, shape.sizes.dropFirst().map { _ in 0 })
    withExtendedLifetime((examples, order)) {
      let probe = MiniBatch(of: examples, order: order, range: 0..<order.count)
      for (number, part) in probe.parts(of: pass.capacity).enumerated() {
        computeErrors(part)
        computeGradient(part, continuing: number > 0)
        for l in 2...shape.lastLayer {
          pass.kernels.addSquares(
            pass.delta(l),
            rows: part.count,
            columns: shape.size(l),
            stride: pass.stride(l),
            to: &deltas[l]
          )
          saturated[l] += pass.saturatedCount(l, rows: part.count)
        }
      }
    }
    return summary(of: order.count, deltas: deltas, saturated: saturated)
  }

  private func summary(
    of p: Int,
    deltas: PerLayer<LaneSum>,
    saturated: PerLayer<Int>
  ) -> Measurement {
    let (kernels, count) = (pass.kernels, Double(p))
    var (gradient, weight) = (0.0, 0.0)
    let layers = (2...shape.lastLayer).map { l in
      let layout = parameters.places[l].layout
      let squaresW = kernels.squares(nabla.w(l), layer: layout).value
      var sumB = LaneSum()
      kernels.addSquares(nabla.b(l), columns: layout.outputs, to: &sumB)
      let squares = kernels.squares(parameters.w(l), layer: layout).value
      gradient += squaresW + sumB.value
      weight += squares
      return LayerMeasurement(
        layer: l,
        weightGradientNorm: squaresW.squareRoot() / count,
        biasGradientNorm: sumB.value.squareRoot() / count,
        gradientNorm: (squaresW + sumB.value).squareRoot() / count,
        deltaNorm: (deltas[l].value / count).squareRoot(),
        weightNorm: squares.squareRoot(),
        saturated: pass.steepest(l).map { _ in
          Double(saturated[l]) / (count * Double(shape.size(l)))
        }
      )
    }
    return Measurement(
      gradientNorm: gradient.squareRoot() / count,
      weightNorm: weight.squareRoot(),
      layers: layers
    )
  }

  /// ‖w^l − before‖ / ‖before‖ for each layer; nil where the norm before is 0.
  @specialized(where Scalar == Float)
  @specialized(where Scalar == Double)
  public func updateRatios(since before: NetworkParameters<Scalar>) -> [Double?] {
    (2...shape.lastLayer).map { l in
      let layout = parameters.places[l].layout
      let change = pass.kernels.squaredDifferences(
        parameters.w(l),
        before.w(l),
        layer: layout
      )
      let norm = pass.kernels.squares(before.w(l), layer: layout).value.squareRoot()
      return norm == 0 ? nil : change.value.squareRoot() / norm
    }
  }
}

extension MiniBatchPass {
  /// max |σ'| of layer l; nil for identity and softmax.
  func steepest(_ l: Int) -> Double? {
    guard l == shape.lastLayer else { return shape.activation.steepest }
    guard case .elementwise(let activation) = shape.outputActivation else { return nil }
    return activation.steepest
  }

  /// The number of (example, neuron) pairs of layer l with |σ'(z)| < 0.01 max|σ'|.
  func saturatedCount(_ l: Int, rows: Int) -> Int {
    guard let steepest = steepest(l) else { return 0 }
    let (columns, stride) = (shape.size(l), stride(l))
    guard l == shape.lastLayer else {
      return kernels.count(
        below: 0.01 * steepest,
        in: slope(l),
        rows: rows,
        columns: columns,
        stride: stride
      )
    }
    // The output layer keeps z only: σ'(z) is computed anew, over z and a, which nobody needs now.
    kernels.activate(
      z(),
      slope: a(l),
      rows: rows,
      columns: columns,
      activation: shape.outputActivation.code,
      stride: stride
    )
    return kernels.count(
      below: 0.01 * steepest,
      in: a(l),
      rows: rows,
      columns: columns,
      stride: stride
    )
  }
}
