/// The arithmetic that turns a definition into numbers.
public enum Numerics {
  /// Raised whenever a definition's recorded bits change, so that its runs get new ids.
  public static let version = 1
}
