import Foundation
import NeuralNetwork
import Testing

@testable import Experiments

/// Thousands of damaged files: each must be read or refused, never trap.
@Suite struct HostileInputTests {
  private var valid: [[UInt8]] {
    get throws {
      let fixtures = [
        "arrays_stored.npz", "arrays_deflated.npz", "keras.npz", "weights.safetensors",
      ]
      let csv = "\u{feff}a,\"b \"\"c\"\"\",y\r\n1,x,0\n-2.5e3,NA,1\n3,\"z\nz\",2\n"
      return try fixtures.map { Array(try Data(contentsOf: URL(filePath: DataFixture.path($0)))) }
        + [
          Array(csv.utf8), DataFixture.gzip(Array(csv.utf8)),
          DataFixture.idx([2, 3], Array(1...6)),
          DataFixture.gzip(DataFixture.idx([2, 3], Array(1...6))),
        ]
    }
  }

  /// Reads bytes in every way there is.
  private func readAll(_ bytes: [UInt8]) {
    let file = SourceFile.bytes(Data(bytes), name: "f")
    for missing in MissingValues.allCases {
      if let data = try? DataReader(missing: missing).file(file) {
        _ = try? Dataset(
          data,
          name: "f",
          entry: nil,
          digest: data.digest(),
          task: nil,
          limits: DataLimits()
        ).prepared(as: Float.self)
      }
    }
    _ = try? SafetensorsFile(file)
    _ = try? IDXFile.read(ByteStream(file, limits: DataLimits()))
    _ = try? NPYFile.parse(Data(bytes), file: "f")
    _ = DatasetCacheFile.decode(Data(bytes), key: "k")
    if let archive = try? NPZArchive(file) {
      for name in archive.names { _ = try? archive.array(name) }
    }
  }

  @Test func `survives files with bytes changed, cut, doubled and mixed`() throws {
    var random = SplitMix64(seed: 5)
    let files = try valid
    for _ in 0..<1500 {
      var bytes = files[random.below(files.count)]
      for _ in 0...random.below(4) {
        let index = random.below(max(1, bytes.count))
        guard !bytes.isEmpty else { break }
        switch random.below(5) {
        case 0: bytes[index] ^= 1 << UInt8(random.below(8))
        case 1: bytes[index] = [0, 0xff, 0x7f, 0x80, 0x22, 0x2c][random.below(6)]
        case 2: bytes.removeSubrange(index...)
        case 3: bytes.insert(contentsOf: bytes[index...].prefix(random.below(64)), at: index)
        default:
          let other = files[random.below(files.count)]
          bytes.replaceSubrange(index..., with: other[random.below(other.count)...])
        }
      }
      readAll(bytes)
    }
  }
}
