/// The cost C_x of one example, a function of the output a^L and the target y only.
///
/// Nielsen ch. 2, the two assumptions: C = (1/n) Σ_x C_x, and C_x = C_x(a^L).
public enum Cost: String, CaseIterable, Sendable {
  /// C_x = ½ ‖a − y‖².
  case quadratic
  /// C_x = −Σ_j [y_j ln a_j + (1 − y_j) ln(1 − a_j)], with sigmoid outputs only.
  case crossEntropy = "cross_entropy"
  /// C_x = −Σ_j y_j ln a_j, with softmax outputs only.
  case logLikelihood = "log_likelihood"
  /// C_x = Σ_j |a_j − y_j|.
  case absolute
  /// C_x = Σ_j h(a_j − y_j) with h(d) = ½ d² for |d| ≤ 1, else |d| − ½.
  case huber

  /// The only output activation this cost goes with; nil when it goes with every one.
  public var requiredOutput: OutputActivation? {
    switch self {
    case .crossEntropy: .elementwise(.sigmoid)
    case .logLikelihood: .softmax
    case .quadratic, .absolute, .huber: nil
    }
  }
}
