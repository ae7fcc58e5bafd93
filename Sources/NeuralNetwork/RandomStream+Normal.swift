import Kernels

extension RandomStream {
  /// Fills numbers with normal deviates of mean 0, two from each pair of words
  /// (Box & Muller 1958): r cos 2πu and r sin 2πu with r = √(−2 ln v), v in (0, 1].
  mutating func fillNormal(_ numbers: inout [Double], deviation: Double) {
    for index in stride(from: 0, to: numbers.count, by: 2) {
      let radius = deviation * (-2 * Elementary.log(1 - unit())).squareRoot()
      let turns = unit()
      numbers[index] = radius * Elementary.cosine(ofTurns: turns)
      if index + 1 < numbers.count { numbers[index + 1] = radius * Elementary.sine(ofTurns: turns) }
    }
  }
}
