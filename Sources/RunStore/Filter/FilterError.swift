/// What is wrong with a filter, and where.
public struct FilterError: Error, Sendable, Equatable {
  /// What is wrong.
  public let problem: Problem
  /// The expression as it was given.
  public let expression: String
  /// Where in the expression, in Unicode scalars from 0.
  public let offset: Int

  init(_ problem: Problem, in expression: String, at offset: Int) {
    self.problem = problem
    self.expression = expression
    self.offset = offset
  }

  /// The exit code of design §7 that the error ends the program with.
  public var exitCode: Int32 { 64 }

  /// What can be wrong.
  public enum Problem: Sendable, Equatable {
    /// A name that nothing has, and the nearest that something has.
    case unknownName(String, nearest: String)
    /// A function that does not exist, and the nearest that does.
    case unknownFunction(String, nearest: String)
    /// A name that has no history over the epochs, and the nearest that has.
    case noHistory(String, nearest: String)
    /// Something else than what has to stand here; nil is the end of the expression.
    case expected(String, found: String?)
    /// An operator for values of another type than the name's.
    case wrongOperator(String, name: String, type: String)
    /// A number where a name is text.
    case textWithNumber(name: String, number: String)
    /// A text in quotes where a name is a number.
    case numberWithText(name: String, text: String)
    /// A value that a name cannot have, and why.
    case badValue(reason: String)
    /// A comparison with NaN.
    case comparedWithNaN
    /// A number beyond all that can be written.
    case tooLarge(String)
    /// A character that no expression has outside quotes.
    case unexpectedCharacter(Unicode.Scalar)
    /// A quote or bracket without its end.
    case unclosed(String)
    /// More bytes than an expression may have.
    case tooLong(limit: Int)
    /// More brackets or alternations inside each other than an expression may have.
    case tooDeep(limit: Int)
    /// More comparisons or values than an expression may have.
    case tooMany(String, limit: Int)
  }
}
