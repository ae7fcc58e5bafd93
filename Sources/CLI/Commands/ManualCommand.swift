import ArgumentParser

/// Prints the manual page.
struct ManualCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "manual",
    abstract: "The manual page, made of the help of every verb.",
    discussion: """
      'make install' puts it where man looks.

      EXAMPLES:
        descent manual > descent.1
      """
  )

  func run() throws {
    let output = try Output(path: nil)
    try output.write(ManualPage().text)
    try output.finish()
  }
}
