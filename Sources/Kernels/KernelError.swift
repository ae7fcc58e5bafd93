/// A reason why kernels cannot be had.
public enum KernelError: Error, Equatable, CustomStringConvertible {
  /// No instruction set of that name is in this program and runs on this machine.
  case unavailable(name: String, available: [InstructionSet])

  /// One line: what failed, the value, the remedy.
  public var description: String {
    switch self {
    case .unavailable(let name, let available):
      let names = available.map(\.rawValue).joined(separator: ", ")
      return "kernel '\(name)' is not available on this machine; choose one of \(names)"
    }
  }
}
