import Foundation
import Testing

@testable import Experiments

@Suite struct PointGeneratorTests {
  @Test func `agrees with the library's cosine and sine`() {
    for step in -2000...2000 {
      let t = Double(step) / 700
      let (cosine, sine) = Turn.cosineAndSine(t)
      #expect(abs(cosine - cos(2 * .pi * t)) < 3e-15)
      #expect(abs(sine - sin(2 * .pi * t)) < 3e-15)
    }
  }

  @Test func `gives exactly the axes at quarter turns`() {
    #expect(Turn.cosineAndSine(0.25) == (0, 1))
    #expect(Turn.cosineAndSine(-0.5) == (-1, 0))
    #expect(Turn.cosineAndSine(1.75) == (0, -1))
  }

  @Test(arguments: PointGenerator.allCases)
  func `gives the same bits for ever`(generator: PointGenerator) throws {
    let digests: [PointGenerator: String] = [
      .xor: "01e4690a8969532ef10d1c8bbfd2e474da6de826f87fee148247e490dff1850b",
      .moons: "d11caa143845bca1384a9d13ed28df28932badb95befbee00db81b9d4a797b84",
      .circles: "717498805a7c81f2eb2c5e5a562f1685283966a481a20b79e842e71942539a85",
      .spirals: "cec8667d543db200ffcbc39d46324932f3af73b55236bab77e0cb2b221223755",
    ]
    #expect(generator.generate().digest().description == digests[generator])
  }

  @Test func `gives xor its four points`() {
    let data = PointGenerator.xor.generate()
    #expect(data.training.target == .numbers([0, 1, 1, 0], width: 1))
    #expect(data.training.inputs.bytes == Data(littleEndian: [0, 0, 0, 1, 1, 0, 1, 1]))
  }

  @Test func `puts circles where they belong`() {
    let inputs = PointGenerator.circles.generate().training.inputs
    for row in 0..<inputs.rows {
      let radius = hypot(inputs[row, 0], inputs[row, 1])
      #expect(abs(radius - (row % 2 == 0 ? 1 : 0.5)) < 0.25)
    }
  }
}
