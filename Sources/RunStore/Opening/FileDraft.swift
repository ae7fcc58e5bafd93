internal import Foundation

/// A file that is made under another name and gets its own once it is whole.
///
/// A draft whose process is gone is removed by the next one of the same name.
struct FileDraft {
  /// The name that the file shall have.
  let target: String
  /// Where it is made.
  let path: String

  /// Chooses a name beside the file's own.
  init(of target: String) {
    self.target = target
    path = "\(target).new-\(getpid())-\(UInt32.random(in: 0...UInt32.max))"
    Self.removeAbandoned(of: target)
  }

  /// Refuses a folder in which no file can be made.
  ///
  /// - Throws: `cannotCreate`.
  static func checkFolder(of target: String) throws(StoreError) {
    let folder = (target as NSString).deletingLastPathComponent
    guard access(folder, W_OK | X_OK) == 0 else {
      throw .cannotCreate(path: target, reason: String(cString: strerror(errno)))
    }
  }

  /// Gives the file its name; false where another one has it.
  ///
  /// - Throws: `cannotCreate`, `inputOutput`.
  func publish() throws(StoreError) -> Bool {
    try finish()
    guard link(path, target) == 0 else {
      if errno == EEXIST { return false }
      throw .cannotCreate(path: target, reason: String(cString: strerror(errno)))
    }
    remove()
    try? sync((target as NSString).deletingLastPathComponent)
    return true
  }

  /// Gives the file its name, which another one may have.
  ///
  /// - Throws: `cannotCreate`, `inputOutput`.
  func replace() throws(StoreError) {
    try finish()
    guard rename(path, target) == 0 else {
      throw .cannotCreate(path: target, reason: String(cString: strerror(errno)))
    }
    try? sync((target as NSString).deletingLastPathComponent)
  }

  /// Removes the draft and what may lie beside it.
  func remove() { Self.remove(path) }

  private static func remove(_ path: String) {
    for suffix in ["", "-wal", "-shm", "-journal"] { unlink(path + suffix) }
  }

  /// Says of an error in making the draft that it is the file's.
  func renamed(_ error: StoreError) -> StoreError {
    switch error {
    case .full: .full(path: target)
    case .inputOutput(_, let reason): .inputOutput(path: target, reason: reason)
    case .cannotCreate(_, let reason): .cannotCreate(path: target, reason: reason)
    default: error
    }
  }

  /// A log that could not be moved into the file would be lost with the draft's name.
  private func finish() throws(StoreError) {
    guard FileProbe.size(path + "-wal") ?? 0 == 0 else { throw .full(path: target) }
    try sync(path)
  }

  private func sync(_ path: String) throws(StoreError) {
    let descriptor = open(path, O_RDONLY)
    defer { if descriptor >= 0 { close(descriptor) } }
    guard descriptor >= 0, fsync(descriptor) == 0 else {
      throw .inputOutput(path: target, reason: String(cString: strerror(errno)))
    }
  }

  private static func removeAbandoned(of target: String) {
    let folder = (target as NSString).deletingLastPathComponent
    let name = (target as NSString).lastPathComponent + ".new-"
    let files = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
    for file in files where file.hasPrefix(name) {
      let words = file.dropFirst(name.count).split(separator: "-")
      guard let pid = words.first.flatMap({ Int32($0) }), kill(pid, 0) != 0, errno == ESRCH else {
        continue
      }
      remove(folder + "/" + file)
    }
  }
}
