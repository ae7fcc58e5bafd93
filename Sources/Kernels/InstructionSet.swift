/// A family of vector instructions that the kernels are compiled for.
public enum InstructionSet: String, CaseIterable, Sendable {
  case portable, avx2, avx512, neon
}
