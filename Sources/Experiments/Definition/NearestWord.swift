/// The word that a typing mistake, or another program's word, was probably meant to be.
public enum NearestWord {
  /// The candidate that means what `word` means elsewhere, as `learning_rate` for `lr`; else that
  /// with the least edit distance to it, the first of equals; nil for no candidates, or none at
  /// most `limit` away.
  public static func find(
    _ word: String,
    among candidates: [String],
    within limit: Int = .max
  ) -> String? {
    let lowercased = word.lowercased()
    if let meant = ForeignWord.meanings(of: lowercased).first(where: candidates.contains) {
      return meant
    }
    let typed = Array(lowercased.unicodeScalars.prefix(64))
    let nearest = candidates.min { distance(typed, to: $0) < distance(typed, to: $1) }
    return nearest.flatMap { distance(typed, to: $0) <= limit ? $0 : nil }
  }

  /// The number of scalars to insert, delete, replace or swap with their neighbour (optimal string
  /// alignment) to get from one word to the other.
  static func distance(_ left: String, _ right: String) -> Int {
    distance(Array(left.unicodeScalars), to: right)
  }

  private static func distance(_ left: [Unicode.Scalar], to word: String) -> Int {
    let right = Array(word.unicodeScalars)
    var beforeLast: [Int] = []
    var last = Array(0...right.count)
    for i in left.indices {
      var row = [i + 1]
      for j in right.indices {
        var best = min(last[j] + (left[i] == right[j] ? 0 : 1), last[j + 1] + 1, row[j] + 1)
        if i > 0, j > 0, left[i] == right[j - 1], left[i - 1] == right[j] {
          best = min(best, beforeLast[j - 1] + 1)
        }
        row.append(best)
      }
      beforeLast = last
      last = row
    }
    return last[right.count]
  }
}
