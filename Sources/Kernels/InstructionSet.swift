internal import CKernels

/// A family of vector instructions that the kernels are compiled for.
///
/// All of them give the same bits; they differ in speed only.
public enum InstructionSet: String, CaseIterable, Sendable {
  /// Plain C for any machine; `fma` is a call of the C library, so this one is slow.
  case portable
  /// AVX2 with FMA: x86-64 machines since about 2013.
  case avx2
  /// AVX-512 F, VL, DQ and BW.
  case avx512
  /// Advanced SIMD: every 64-bit ARM.
  case neon

  /// The ones that are compiled into this program and that this machine runs, slowest first.
  public static let available: [InstructionSet] = allCases.filter {
    ck_available(Int32($0.position)) != 0
  }

  /// The fastest one that is available.
  public static let best: InstructionSet = available.last ?? .portable

  /// Returns the instruction set of that name.
  ///
  /// - Throws: `KernelError.unavailable` where it is unknown or this machine cannot run it.
  public static func named(_ name: String) throws(KernelError) -> InstructionSet {
    guard let found = InstructionSet(rawValue: name), available.contains(found) else {
      throw .unavailable(name: name, available: available)
    }
    return found
  }

  /// Its place in the tables of the C kernels.
  @usableFromInline var position: Int {
    switch self {
    case .portable: 0
    case .avx2: 1
    case .avx512: 2
    case .neon: 3
    }
  }
}
