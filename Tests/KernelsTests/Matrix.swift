import Kernels
import Testing

/// A row-major matrix in kernel memory, for tests.
struct Matrix<Scalar: KernelScalar> {
  let rows: Int
  let columns: Int
  let stride: Int
  let buffer: AlignedBuffer<Scalar>

  init(_ rows: Int, _ columns: Int, stride: Int? = nil) {
    self.rows = rows
    self.columns = columns
    self.stride = stride ?? Scalar.rowStride(for: columns)
    buffer = AlignedBuffer(count: rows * self.stride + 16)
  }

  init(_ rows: Int, _ columns: Int, fill: () -> Scalar) {
    self.init(rows, columns)
    for x in 0..<rows { for j in 0..<columns { self[x, j] = fill() } }
  }

  var pointer: UnsafeMutablePointer<Scalar> { buffer.pointer }

  subscript(x: Int, j: Int) -> Scalar {
    get { buffer.pointer[x * stride + j] }
    nonmutating set { buffer.pointer[x * stride + j] = newValue }
  }

  /// Which elements are not zero.
  func nonzero(_ kernels: KernelSet<Scalar>) -> NonzeroBits {
    let bits = NonzeroBits(rows: rows, columns: columns)
    bits.find(in: pointer, rows: 0..<rows, columns: columns, stride: stride, kernels: kernels)
    return bits
  }

  /// The elements without padding.
  var elements: [Scalar] { (0..<rows).flatMap { x in (0..<columns).map { self[x, $0] } } }
}

/// SplitMix64: test data that is the same on every machine.
struct Random {
  private var state: UInt64

  init(_ seed: UInt64) { state = seed }

  mutating func bits() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }

  mutating func below(_ n: Int) -> Int { Int(bits() % UInt64(n)) }

  /// Uniform in −1 ..< 1.
  mutating func uniform<Scalar: KernelScalar>() -> Scalar {
    Scalar(Double(bits() >> 11) * 0x1p-52 - 1)
  }

  /// Mostly uniform; sometimes an infinity, NaN, zero of either sign, huge or subnormal.
  mutating func odd<Scalar: KernelScalar>() -> Scalar {
    switch below(24) {
    case 0: .infinity
    case 1: -.infinity
    case 2: .nan
    case 3: -0.0
    case 4: 0
    case 5: .leastNonzeroMagnitude * Scalar(below(1000))
    case 6: .greatestFiniteMagnitude
    case 7: -.leastNormalMagnitude
    default: uniform()
    }
  }

  /// The same without what makes every long sum NaN: infinities, NaN and what is huge.
  mutating func oddAndFinite<Scalar: KernelScalar>() -> Scalar {
    while true {
      let number: Scalar = odd()
      if abs(number) <= 1_000 { return number }
    }
  }
}

/// Whether two numbers are the same bits; NaN is one value, since it is made canonical before it is
/// stored.
func same<Scalar: KernelScalar>(_ a: Scalar, _ b: Scalar) -> Bool {
  a.isNaN ? b.isNaN : a == b && a.sign == b.sign
}

/// Whether all of them are.
func same<Scalar: KernelScalar>(_ a: [Scalar], _ b: [Scalar]) -> Bool {
  a.count == b.count && zip(a, b).allSatisfy { same($0, $1) }
}

/// Shapes with panel edges, tile edges and odd sizes: rows × inputs × outputs.
struct Shape: CustomTestStringConvertible, Sendable {
  let rows: Int
  let inputs: Int
  let outputs: Int

  var testDescription: String { "\(rows)x\(inputs)x\(outputs)" }

  static let all = [
    (1, 1, 1), (1, 4, 8), (1, 8, 3), (2, 3, 17), (3, 5, 2), (7, 13, 30), (8, 31, 16), (9, 16, 9),
    (10, 33, 32), (13, 50, 33), (12, 49, 48), (33, 40, 65), (40, 17, 10), (17, 97, 100),
    (64, 24, 31), (130, 300, 100), (341, 50, 20), (342, 3, 40), (500, 50, 9), (700, 5, 17),
    (681, 48, 3), (682, 51, 3),
  ].map { Shape(rows: $0, inputs: $1, outputs: $2) }
}
