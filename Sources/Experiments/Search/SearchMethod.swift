/// How the points of a search space are visited.
public enum SearchMethod: String, CaseIterable, Sendable {
  /// Every combination of values, the first parameter slowest.
  case grid
  /// Points drawn one by one.
  case random
}
