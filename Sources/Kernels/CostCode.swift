/// The costs C_x(a, y) that kernels compute; their order is the C kernels'.
public enum CostCode: Int32, CaseIterable, Sendable {
  /// ½‖a − y‖².
  case quadratic
  /// Σ_j |a_j − y_j|; its derivative at 0 is 0.
  case absolute
  /// Σ_j ½d² where |d| ≤ 1, else |d| − ½, with d = a_j − y_j.
  case huber
  /// −Σ_j [y_j ln a_j + (1 − y_j) ln(1 − a_j)], with sigmoid only, from z.
  case crossEntropy
  /// −Σ_j y_j ln a_j, with softmax only, from z.
  case logLikelihood
}
