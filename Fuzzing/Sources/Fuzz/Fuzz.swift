import CLibFuzzer
import Foundation

/// Gives a parser input after input: `fuzz TARGET [libFuzzer's options] [corpus…]`.
@main
struct Fuzz {
  static func main() {
    guard CommandLine.argc > 1, let target = FuzzTarget(rawValue: CommandLine.arguments[1]) else {
      let names = FuzzTarget.allCases.map(\.rawValue).joined(separator: " ")
      print("usage: fuzz TARGET [option…] [corpus…]\ntargets: \(names)")
      exit(64)
    }
    do {
      try Subject.start(target)
    } catch {
      print("fuzz: \(error)")
      exit(70)
    }
    // libFuzzer reads the arguments after the target's name.
    var count = CommandLine.argc - 1
    var arguments: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>? = CommandLine.unsafeArgv + 1
    LLVMFuzzerRunDriver(&count, &arguments) { data, size in
      Subject.read(UnsafeBufferPointer(start: data, count: Int(size)))
      return 0
    }
  }
}
