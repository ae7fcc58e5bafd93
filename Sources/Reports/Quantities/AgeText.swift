/// How long ago something was, for people.
public enum AgeText {
  /// `just now`, `42 s ago`, `5 min ago`, `3 h ago`, `12 d ago`; `in 5 min` for what is to come.
  public static func of(secondsAgo seconds: Double) -> String {
    guard seconds.isFinite else { return "at an unknown time" }
    let magnitude = seconds.magnitude
    guard magnitude >= 5 else { return "just now" }
    let span: String
    switch magnitude {
    case ..<60: span = "\(Int(magnitude)) s"
    case ..<3600: span = "\(Int(magnitude / 60)) min"
    case ..<86_400: span = "\(Int(magnitude / 3600)) h"
    default: span = "\(CountText.grouped(Int(min(magnitude / 86_400, 1e15)))) d"
    }
    return seconds < 0 ? "in \(span)" : "\(span) ago"
  }
}
