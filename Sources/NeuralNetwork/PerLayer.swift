/// One value for each layer of a range of layers, indexed by the book's layer number.
///
/// This is the one place where a layer's number l becomes an array's index.
public struct PerLayer<Element> {
  /// The number of the first layer that has a value: 1 for activations, 2 for weights.
  public let first: Int
  private var elements: [Element]

  /// Creates values for the layers `first`, `first + 1`, ….
  public init(first: Int, _ elements: [Element]) {
    self.first = first
    self.elements = elements
  }

  /// The numbers of the layers that have a value.
  public var layers: Range<Int> { first..<(first + elements.count) }

  /// The values in the order of the layers.
  public var values: [Element] { elements }

  /// The value of layer l.
  public subscript(l: Int) -> Element {
    get { elements[l - first] }
    set { elements[l - first] = newValue }
  }

  /// The values computed from each one, layer by layer.
  public func map<Result>(_ transform: (Element) throws -> Result) rethrows -> PerLayer<Result> {
    PerLayer<Result>(first: first, try elements.map(transform))
  }
}

extension PerLayer: Sendable where Element: Sendable {}
extension PerLayer: Equatable where Element: Equatable {}
