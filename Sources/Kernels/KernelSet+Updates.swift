public import CKernels

extension KernelSet {
  /// Updates `count` parameters from the sums of their partial derivatives.
  ///
  /// - Parameters:
  ///   - parameters: w or b and the optimizer's state.
  ///   - gradient: S = Σ_x ∂C_x/∂w in the same layout.
  ///   - count: A multiple of `KernelScalar.lanes`; parts may be updated by different threads.
  ///   - step: The update's constants.
  @inlinable
  public func update(
    _ parameters: Parameters<Scalar>,
    gradient: UnsafePointer<Scalar>,
    count: Int,
    step: UpdateStep
  ) {
    var (parameters, step) = (parameters.raw, step.raw)
    table.pointee.update(count, gradient, &parameters, &step)
  }

  /// Replaces the sums S by g = (1/m) S + (λ/n) w + (λ₁/n) sign w.
  ///
  /// Gradient clipping takes the norm of this g and then updates with a step that has m = 1, no
  /// regularizer and the factor min(1, c/‖g‖).
  /// - Parameters:
  ///   - gradient: S, which becomes g.
  ///   - weights: w in the same layout.
  ///   - count: A multiple of `KernelScalar.lanes`.
  ///   - step: The step whose m, n, λ and λ₁ are meant.
  @inlinable
  public func regularize(
    _ gradient: UnsafeMutablePointer<Scalar>,
    weights: UnsafePointer<Scalar>,
    count: Int,
    step: UpdateStep
  ) {
    var step = step.raw
    table.pointee.regularize(count, gradient, weights, &step)
  }
}
