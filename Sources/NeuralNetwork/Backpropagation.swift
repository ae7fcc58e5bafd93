/// Everything that backpropagation computes for one example x, as the chapter keeps it.
public struct Backpropagation: Sendable, Equatable {
  /// z^l = w^l a^(l−1) + b^l, n_l numbers, for l = 2…L.
  public var z: PerLayer<[Double]>
  /// a^l = σ(z^l), n_l numbers, for l = 1…L; a^1 is the input.
  public var a: PerLayer<[Double]>
  /// δ^l = ∂C_x/∂z^l, n_l numbers, for l = 2…L.
  public var delta: PerLayer<[Double]>
  /// ∂C_x/∂b^l, n_l numbers, for l = 2…L.
  public var nablaB: PerLayer<[Double]>
  /// ∂C_x/∂w^l, n_l × n_(l−1), for l = 2…L.
  public var nablaW: PerLayer<Matrix>
}

extension Network {
  /// Computes every partial derivative of C_x by one forward and one backward pass.
  ///
  /// The reference: Nielsen ch. 2, BP1 to BP4 in the book's order, one example, in Double. The
  /// mini-batch path computes the same through the kernels and is held to this by tests.
  public func backpropagate(x: [Double], y: [Double], cost: Cost) -> Backpropagation {
    let L = lastLayer
    let (z, a) = forward(x)
    var delta = b

    // BP1: δ^L = ∇_a C ⊙ σ'(z^L)
    delta[L] = cost.delta(z: z[L], a: a[L], y: y, output: outputActivation)

    // BP2: δ^l = ((w^(l+1))ᵀ δ^(l+1)) ⊙ σ'(z^l)
    for l in (2..<L).reversed() {
      delta[l] = (w[l + 1].transposed * delta[l + 1]) ⊙ z[l].map(activation.derivative)
    }

    // BP3: ∂C/∂b^l_j = δ^l_j
    let nablaB = delta

    // BP4: ∂C/∂w^l_jk = a^(l−1)_k δ^l_j
    let nablaW = PerLayer(first: 2, w.layers.map { l in outer(delta[l], a[l - 1]) })

    return Backpropagation(z: z, a: a, delta: delta, nablaB: nablaB, nablaW: nablaW)
  }

  /// Computes and keeps z^l = w^l a^(l−1) + b^l and a^l = σ(z^l) of every layer.
  func forward(_ x: [Double]) -> (z: PerLayer<[Double]>, a: PerLayer<[Double]>) {
    var z = b
    var a = PerLayer(first: 1, [x] + b.values)
    for l in w.layers {
      z[l] = w[l] * a[l - 1] + b[l]
      a[l] = sigma(l).apply(z[l])
    }
    return (z, a)
  }
}
