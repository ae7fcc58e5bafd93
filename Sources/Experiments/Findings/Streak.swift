/// The epochs in a row for which something holds.
struct Streak: Sendable, Equatable {
  /// The first of them; nil while it does not hold.
  private var since: Int?

  /// Takes an epoch in; returns the first of the streak once it is `count` epochs long.
  mutating func holds(_ condition: Bool, at epoch: Int, for count: Int) -> Int? {
    guard condition else {
      since = nil
      return nil
    }
    let first = since ?? epoch
    since = first
    return epoch - first + 1 >= count ? first : nil
  }
}
