/// The line that says a list was cut.
public enum CutNotice {
  /// `showing 20 of 1200`; nil where everything is shown.
  public static func line(shown: Int, of total: Int) -> String? {
    shown < total ? "showing \(shown) of \(total)" : nil
  }
}
