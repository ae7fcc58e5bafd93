public import CKernels

/// The arithmetic of a network on contiguous memory, bound to one instruction set.
///
/// A value is one number, the place of a table of C functions, and a call costs an indirect jump.
/// Pointers are the caller's and are not checked: sizes and strides must be true. Threads split rows of
/// examples, at ``exampleGrain``, or the inputs k of a gradient, at ``inputGrain``: no such split changes
/// a bit. Matrices of examples are row-major with `KernelScalar.rowStride`; weights stand as `PanelLayout`
/// says; biases take `PanelLayout.paddedOutputs` elements.
@frozen
public struct KernelSet<Scalar: KernelScalar>: Sendable {
  @usableFromInline let position: Int

  /// Examples that one call of `gradient` or `descend` takes, at most.
  @inlinable public static var mostRows: Int { Int(CK_MOST_ROWS) }

  /// Examples from which on zeros here and there are worth finding.
  @inlinable public static var leastRows: Int { Int(CK_LEAST_ROWS) }

  /// Inputs of a layer from which on zeros are worth finding.
  @inlinable public static var leastInputs: Int { Int(CK_LEAST_INPUTS) }

  /// Threads share the inputs of `gradient` or `descend` out in pieces of so many.
  @inlinable public static var inputGrain: Int { Int(CK_INPUT_GRAIN) }

  /// Threads share the examples of `forward` out in pieces of so many.
  @inlinable public static var exampleGrain: Int { Int(CK_EXAMPLE_GRAIN) }

  /// The kernels of an available instruction set.
  public init(_ instructionSet: InstructionSet = .best) {
    precondition(InstructionSet.available.contains(instructionSet), "see InstructionSet.named")
    position = 2 * instructionSet.position + Scalar.tablePosition
  }

  @usableFromInline var table: UnsafePointer<CKTable> {
    @inlinable @inline(__always) get { ck_table(position) }
  }
}
