/// What this program is.
enum Program {
  /// The version, as `--version` prints it and every run's environment records it.
  static let version = "0.1.0"
}
