import ArgumentParser

/// Prints the script that lets a shell complete what is typed.
struct CompletionCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "completion",
    abstract: "A script that lets bash, zsh or fish complete verbs, runs, keys and metrics.",
    discussion: """
      Ids, sweeps, tags, metrics and keys come from the database that the command line names. \
      'make install' puts the scripts where the shells look.

      EXAMPLES:
        descent completion bash > ~/.local/share/bash-completion/completions/descent
        descent completion zsh > ~/.zfunc/_descent
        descent completion fish > ~/.config/fish/completions/descent.fish
      """
  )

  /// A shell that can be taught.
  enum Shell: String, CaseIterable, ExpressibleByArgument {
    case bash, zsh, fish
  }

  @Argument(help: "bash, zsh or fish.") var shell: Shell

  func run() throws {
    let script =
      switch shell {
      case .bash: Descent.completionScript(for: .bash)
      case .zsh: Descent.completionScript(for: .zsh)
      case .fish: Descent.completionScript(for: .fish)
      }
    let output = try Output(path: nil)
    try output.write(script)
    try output.finish()
  }
}
