import Foundation

/// The three descriptors that every program is given.
enum StandardStreams {
  /// Makes a closed pipe an error of the write that meets it, and fills descriptors that are closed,
  /// so that no file of ours gets their number and takes what was meant for a screen.
  ///
  /// What fills them refuses: writing to a closed standard output stays an error.
  static func prepare() {
    signal(SIGPIPE, SIG_IGN)
    for descriptor in STDIN_FILENO...STDERR_FILENO where fcntl(descriptor, F_GETFD) < 0 {
      _ = open("/dev/null", descriptor == STDIN_FILENO ? O_WRONLY : O_RDONLY)
    }
  }
}
