internal import Foundation

/// What tells one process from every other, also after its number was given to another.
struct ProcessIdentity: Sendable, Equatable {
  var pid: Int
  /// Clock ticks from boot to the process's start.
  var startTime: Int
  /// The boot's id and the name space that the number belongs to.
  var boot: String
  var host: String

  /// This process.
  static let current = ProcessIdentity(
    pid: Int(getpid()),
    startTime: startTime(of: Int(getpid())) ?? 0,
    boot: readBoot(),
    host: ProcessInfo.processInfo.hostName
  )

  /// When a process of this boot started; nil when there is none of this number.
  static func startTime(of pid: Int) -> Int? {
    guard let text = try? String(contentsOfFile: "/proc/\(pid)/stat", encoding: .utf8) else {
      return nil
    }
    // The name in brackets may hold anything; the start is the 20th field after it.
    let fields = text[(text.lastIndex(of: ")") ?? text.startIndex)...].split(separator: " ")
    guard fields.count > 20, fields[1] != "Z" else { return nil }
    return Int(fields[20])
  }

  private static func readBoot() -> String {
    let id = try? String(contentsOfFile: "/proc/sys/kernel/random/boot_id", encoding: .utf8)
    let space = try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/ns/pid")
    return [id, space].compactMap { $0?.trimmingCharacters(in: .whitespacesAndNewlines) }
      .joined(separator: " ")
  }
}

/// A process that said it trains, and when it was last heard of.
struct Lease: Sendable, Equatable {
  var process: ProcessIdentity
  var heard: Moment

  /// How long a process may be silent, in milliseconds, before its runs are given away: one that is
  /// stopped, or whose machine cannot be asked.
  static let silence = 60_000

  /// Whether the process no longer trains, for the observer who asks; `startTime` says when a process
  /// of the observer's boot started.
  func isOver(
    at now: Moment,
    for observer: ProcessIdentity,
    startTime: (Int) -> Int? = ProcessIdentity.startTime(of:)
  ) -> Bool {
    if process.boot == observer.boot {
      guard startTime(process.pid) == process.startTime else { return true }
      return Self.isSilence(from: heard.monotonic, to: now.monotonic)
    }
    let isBeforeThisBoot = heard.wall < now.wall - now.monotonic
    if process.host == observer.host, isBeforeThisBoot { return true }
    return Self.isSilence(from: heard.wall, to: now.wall)
  }

  /// Whether two moments lie too far apart; any two, for a file may say anything.
  private static func isSilence(from heard: Int, to now: Int) -> Bool {
    let (elapsed, overflow) = now.subtractingReportingOverflow(heard)
    return overflow ? heard < now : elapsed > silence
  }

  /// How messages name the process.
  var holder: String { "process \(process.pid) on \(process.host)" }
}
