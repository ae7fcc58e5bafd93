public import Foundation

extension Condition {
  /// Reads a filter: `learning_rate > 1 and min(validation_cost) < 0.1`; docs/filters.md has the
  /// language.
  ///
  /// - Parameters:
  ///   - filter: the expression.
  ///   - now: the moment that `2h ago` and `today` are counted from.
  /// - Throws: what is wrong with it, and where.
  public init(filter: String, now: Date = Date()) throws(FilterError) {
    let milliseconds = (now.timeIntervalSince1970 * 1000).rounded(.down)
    var parser = try FilterParser(filter, now: Int(exactly: milliseconds) ?? 0)
    self.init(FilterCompiler.sql(try parser.wholeFilter()))
  }
}
