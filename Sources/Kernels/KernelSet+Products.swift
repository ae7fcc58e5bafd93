public import CKernels

extension KernelSet {
  /// Computes a^l = σ(w^l a^(l−1) + b^l) for rows of examples (Nielsen, chapter 2, equation 25).
  ///
  /// Each z^l_j is one chain of fused multiply-adds over k ascending from +0; the bias comes last.
  /// With `ActivationCode.identity` the result is z^l.
  ///
  /// Where `a.nonzero` is given, k is left out where a_k is zero; for no more outputs than a panel has, in
  /// rows 2i and 2i + 1 if a_k is zero in both; for one vector of outputs, in rows 4i … 4i + 3 if it is zero in
  /// all, and threads cut the rows at ``exampleGrain``. No bit depends on it but the sign of a sum that
  /// underflows, unless w_jk is infinite or NaN.
  /// - Parameters:
  ///   - a: a^(l−1), n_(l−1) wide.
  ///   - rows: How many examples.
  ///   - layer: n_(l−1) and n_l.
  ///   - weights: w^l in panels.
  ///   - biases: b^l, padded.
  ///   - activation: σ, any but softmax.
  ///   - out: a^l, `stride` elements from row to row.
  ///   - slope: σ'(z^l) in the same shape, where the backward pass will follow; what stands in its padding
  ///     may stay and must be finite.
  ///   - stride: At least n_l rounded up to 16.
  @inlinable
  public func forward(
    _ a: Rows<Scalar>,
    rows: Int,
    layer: PanelLayout,
    weights: UnsafePointer<Scalar>,
    biases: UnsafePointer<Scalar>,
    activation: ActivationCode,
    into out: UnsafeMutablePointer<Scalar>,
    slope: UnsafeMutablePointer<Scalar>?,
    stride: Int
  ) {
    var a = a.raw
    table.pointee.forward(
      rows,
      layer.inputs,
      layer.outputs,
      &a,
      weights,
      biases,
      activation.rawValue,
      out,
      slope,
      stride
    )
  }

  /// Computes BP2, δ^(l−1) = ((w^l)ᵀ δ^l) ⊙ σ'(z^(l−1)), each sum one chain over j ascending.
  ///
  /// Where `delta.nonzero` is given and n_(l−1) is more than a panel has, errors δ_j that are zero are left
  /// out. No bit depends on it but, where a product underflows, the sign of a sum that is zero, and where a
  /// weight is infinite or NaN.
  ///
  /// - Parameters:
  ///   - delta: δ^l, rows × n_l, not gathered by an index.
  ///   - rows: How many examples.
  ///   - layer: n_(l−1) and n_l.
  ///   - weights: w^l in panels.
  ///   - slope: σ'(z^(l−1)), rows × n_(l−1).
  ///   - out: δ^(l−1); padding becomes 0 where the slope's is finite.
  ///   - stride: The stride of `slope` and `out`, at least n_(l−1) rounded up to 16.
  ///   - scratch: `backwardScratch` elements, each thread its own.
  @inlinable
  public func backward(
    _ delta: Rows<Scalar>,
    rows: Int,
    layer: PanelLayout,
    weights: UnsafePointer<Scalar>,
    slope: UnsafePointer<Scalar>,
    into out: UnsafeMutablePointer<Scalar>,
    stride: Int,
    scratch: UnsafeMutablePointer<Scalar>
  ) {
    precondition(delta.index == nil, "rows of errors stand in order")
    var delta = delta.raw
    table.pointee.backward(
      rows,
      layer.inputs,
      layer.outputs,
      &delta,
      weights,
      slope,
      out,
      stride,
      scratch
    )
  }

  /// Elements of scratch that `backward` wants for a layer.
  @inlinable
  public func backwardScratch(_ layer: PanelLayout) -> Int {
    layer.paddedOutputs * Scalar.panelWidth
  }

  /// Sums BP4, Σ_x a^(x,l−1)_k δ^(x,l)_j, and BP3, Σ_x δ^(x,l)_j, over x ascending.
  ///
  /// Unless a δ is infinite or NaN, zeros are left out. Where `a.nonzero` is given: of 33
  /// examples and more, and of fewer where examples × outputs are 768 and more (384 in double precision),
  /// for more outputs than a panel has, those in which input k is zero; else of up to 64 examples, and of all
  /// where 48 to 1,024 inputs have no more outputs than a panel, those in which the inputs 4i…4i+3 are, the
  /// last one to three inputs left alone, unless one vector holds the outputs. Otherwise, for 65 to 681
  /// examples (341 in double precision) of layers of 48 inputs and more, those in which 6i…6i+5 are, unless
  /// up to 1,024 inputs have no more outputs than a panel. No bit depends on it but, where a product
  /// underflows, the sign of a sum that is zero.
  ///
  /// - Parameters:
  ///   - a: a^(l−1).
  ///   - delta: δ^l, rows × n_l with zero padding.
  ///   - deltaStride: Elements from one row of it to the next.
  ///   - rows: How many examples, at most ``mostRows``.
  ///   - layer: n_(l−1) and n_l.
  ///   - inputs: Which k to compute; threads take a part each, cut at ``inputGrain``.
  ///   - continuing: Whether the sums go on from what stands there (earlier examples' part).
  ///   - nablaW: The sums for w^l, in panels.
  ///   - nablaB: The sums for b^l, padded; nil where another thread computes them.
  @inlinable
  public func gradient(
    _ a: Rows<Scalar>,
    delta: UnsafePointer<Scalar>,
    deltaStride: Int,
    rows: Int,
    layer: PanelLayout,
    inputs: Range<Int>,
    continuing: Bool = false,
    nablaW: UnsafeMutablePointer<Scalar>,
    nablaB: UnsafeMutablePointer<Scalar>?
  ) {
    precondition(rows <= Self.mostRows, "\(rows) examples in one call of gradient")
    precondition(a.nonzero == nil || inputs.lowerBound % Self.inputGrain == 0, "see inputGrain")
    var a = a.raw
    table.pointee.gradient(
      rows,
      layer.inputs,
      layer.outputs,
      inputs.lowerBound,
      inputs.upperBound,
      &a,
      delta,
      deltaStride,
      continuing ? 1 : 0,
      nablaW,
      nablaB
    )
  }

  /// Computes BP4 and BP3 as `gradient` does, leaving out what it does, and updates weights and biases at
  /// once, without storing the gradient: the same bits as `gradient` followed by `update`.
  ///
  /// - Parameters:
  ///   - a: a^(l−1).
  ///   - delta: δ^l, rows × n_l with zero padding.
  ///   - deltaStride: Elements from one row of it to the next.
  ///   - rows: How many examples, at most ``mostRows``.
  ///   - layer: n_(l−1) and n_l.
  ///   - inputs: Which k to update; threads take a part each, cut at ``inputGrain``.
  ///   - step: The update's constants; biases go without λ, λ₁ and weight decay.
  ///   - weights: w^l and the optimizer's state, in panels.
  ///   - biases: b^l and the optimizer's state; nil where another thread updates them.
  @inlinable
  public func descend(
    _ a: Rows<Scalar>,
    delta: UnsafePointer<Scalar>,
    deltaStride: Int,
    rows: Int,
    layer: PanelLayout,
    inputs: Range<Int>,
    step: UpdateStep,
    weights: Parameters<Scalar>,
    biases: Parameters<Scalar>?
  ) {
    precondition(rows <= Self.mostRows, "\(rows) examples in one call of descend")
    precondition(a.nonzero == nil || inputs.lowerBound % Self.inputGrain == 0, "see inputGrain")
    // Where no biases are updated, the pointer to them is nil below, and this stands for nothing.
    let bias = (biases ?? weights).raw
    var (a, weights) = (a.raw, weights.raw)
    // The constants are read where they stand: a network of a few neurons would feel a copy.
    withUnsafePointer(to: step.raw) { step in
      withUnsafePointer(to: bias) { bias in
        table.pointee.descend(
          rows,
          layer.inputs,
          layer.outputs,
          inputs.lowerBound,
          inputs.upperBound,
          &a,
          delta,
          deltaStride,
          step,
          &weights,
          biases == nil ? nil : bias
        )
      }
    }
  }
}
