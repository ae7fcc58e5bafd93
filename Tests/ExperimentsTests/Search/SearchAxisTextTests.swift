import Foundation
import NeuralNetwork
import Testing

@testable import Experiments

@Suite struct SearchAxisTextTests {
  struct Case: Decodable {
    var key: String
    var text: String
    var values: [String]
  }

  private func choices(_ text: String, _ key: DefinitionKey) throws -> [SettingValue] {
    let axis = try SearchAxis(text, for: key)
    guard case .choices(let choices) = axis.values else { return [] }
    return choices
  }

  @Test func `reads what Hydra and Guild read`() throws {
    let cases = try JSONDecoder().decode([Case].self, from: SearchFixtures.data("overrides.json"))
    #expect(cases.count > 30)
    for item in cases {
      let key = try #require(DefinitionKey(rawValue: item.key))
      let found = try choices(item.text, key)
      let theirs = try item.values.map { try SettingValue($0, for: key) }
      #expect(found.count == theirs.count, "\(item.text)")
      for (ours, their) in zip(found, theirs) {
        #expect(Self.agree(ours, their), "\(item.text): \(ours) and \(their)")
      }
    }
  }

  /// Guild rounds to eight decimals, and Hydra adds steps up.
  private static func agree(_ ours: SettingValue, _ theirs: SettingValue) -> Bool {
    guard case (.real(let a), .real(let b)) = (ours, theirs) else { return ours == theirs }
    return abs(a - b) <= 1e-8
  }

  @Test func `made numbers are what a person types`() throws {
    #expect(
      try choices("linspace[0.1:0.5:5]", .learningRate)
        == [.real(0.1), .real(0.2), .real(0.3), .real(0.4), .real(0.5)]
    )
    #expect(
      try choices("logspace[-3:-1:5]", .learningRate)
        == [.real(0.001), .real(0.00316227766017), .real(0.01), .real(0.0316227766017), .real(0.1)]
    )
    #expect(try choices("range(0.1,0.4,0.1)", .learningRate).last == .real(0.3))
    #expect(try choices("range[0.1:0.7:0.1]", .learningRate).last == .real(0.7))
    #expect(try choices("range(0.1,0.7,0.1)", .learningRate).last == .real(0.6))
  }

  @Test func `brackets are one value of layers and several of a number`() throws {
    #expect(try choices("[30,20]", .hiddenLayers) == [.list([30, 20])])
    #expect(try choices("[30,20]", .epochs) == [.integer(30), .integer(20)])
    #expect(try choices("[30],[]", .hiddenLayers) == [.list([30]), .list([])])
  }

  @Test func `paths keep their brackets and apostrophes`() throws {
    #expect(try choices("o'neil(1).csv", .data) == [.text("o'neil(1).csv")])
    #expect(try choices("range(1,4)", .data) == [.text("range(1,4)")])
    #expect(try choices("\\[a\\],'[b]'", .data) == [.text("[a]"), .text("[b]")])
    #expect(try choices("choice(a,b)", .data) == [.text("a"), .text("b")])
    #expect(try choices("nielsen,w.npz", .initialization) == [.text("nielsen"), .text("w.npz")])
  }

  @Test func `equal values are kept once and counted`() throws {
    let axis = try SearchAxis("1,1.0,2,1e0", for: .learningRate)
    #expect(axis.values == .choices([.real(1), .real(2)]))
    #expect(axis.repeats == 2)
  }

  @Test(arguments: [
    ("uniform[0:1]", "l2", Distribution.uniform(0...1)),
    ("uniform[ 0 : 1 ]", "l2", .uniform(0...1)),
    ("interval(0,1)", "l2", .uniform(0...1)),
    ("loguniform[1e-6:1e-2]", "l2", .logUniform(1e-6...1e-2)),
    ("uniform[8:128]", "mini_batch_size", .integers(8...128)),
    ("loguniform[8:128]", "mini_batch_size", .logQuantized(8...128, q: 1)),
  ])
  func `reads distributions`(text: String, key: String, distribution: Distribution) throws {
    let key = try #require(DefinitionKey(rawValue: key))
    #expect(try SearchAxis(text, for: key).values == .distribution(distribution))
  }

  @Test(arguments: [
    ("0.1,,0.5", "learning_rate has no value"), ("0.1,", "learning_rate has no value"),
    (" ", "learning_rate has no value"), ("[]", "learning_rate has no value"),
    ("0.1,x", "learning_rate 'x' is not a number above 0"),
    (
      "uniform(0.1,1)",
      "learning_rate 'uniform(0.1,1)' cannot be read; write uniform[a:b] with a "
        + "below b"
    ),
    ("loguniform[0:1]", "learning_rate '0' is not a number above 0"),
    (
      "uniform[2:1]",
      "learning_rate '2 to 1' is no range; give the lower bound first, and bounds "
        + "below 2^53"
    ),
    ("[0.1:1]", "learning_rate '[0.1:1]' cannot be read; write uniform[0.1:1] or range[0.1:1]"),
    (
      "0.1,uniform[1:2]",
      "learning_rate '0.1,uniform[1:2]' cannot be read; write values or one "
        + "distribution"
    ),
    (
      "range(4,1)",
      "learning_rate 'range(4,1)' has no values; the step has to lead from the first "
        + "number to the second"
    ),
    (
      "range(0,1,0)",
      "learning_rate 'range(0,1,0)' has more than 100000 values; give a larger "
        + "step"
    ),
    (
      "range(1,1e9)",
      "learning_rate 'range(1,1e9)' has more than 100000 values; give a larger "
        + "step"
    ),
    (
      "range[4]",
      "learning_rate 'range[4]' cannot be read; write range(a,b) without b, range[a:b] "
        + "with b, or a step as a third number"
    ),
    (
      "linspace[0:1:0]",
      "learning_rate 'linspace[0:1:0]' cannot be read; write linspace[a:b:n] "
        + "with n numbers"
    ),
    (
      "linspace(0,1,3)",
      "learning_rate 'linspace(0,1,3)' cannot be read; write linspace[a:b:n] "
        + "with n numbers"
    ),
    (
      "linspace[0:1:1e7]",
      "learning_rate 'linspace[0:1:1e7]' has more than 100000 values; give "
        + "fewer"
    ),
    ("logspace[-400:1:3]", "learning_rate '0' is not a number above 0"),
    (
      "geomspace[1:9:3]",
      "learning_rate 'geomspace[1:9:3]' cannot be read; write values with "
        + "commas, choice(a,b), range(a,b), range[a:b], linspace[a:b:n], logspace[a:b:n], "
        + "uniform[a:b], loguniform[a:b] or interval(a,b)"
    ),
    (
      "(0.1",
      "learning_rate '(0.1' cannot be read; write brackets and quotes in pairs, or "
        + "quotes around a value that has single ones"
    ),
    (
      "'0.1",
      "learning_rate ''0.1' cannot be read; write brackets and quotes in pairs, or "
        + "quotes around a value that has single ones"
    ),
  ])
  func `says how it is written`(text: String, message: String) {
    #expect(DefinitionSamples.message { try SearchAxis(text, for: .learningRate) } == message)
  }

  @Test func `a word is not drawn from an interval`() {
    #expect(
      DefinitionSamples.message { try SearchAxis("uniform[0:1]", for: .precision) }
        == "precision 'uniform[0:1]' cannot be read; write single or double"
    )
  }

  @Test func `loguniform needs a logarithm`() {
    #expect(
      DefinitionSamples.message { try SearchAxis("loguniform[0:1]", for: .l2) }
        == "l2 '0' has no logarithm; give a lower bound above 0"
    )
  }

  @Test func `any text is a value or an error`() {
    var stream = SplitMix64(seed: 99)
    let letters = Array("ab01.,:[](){}'\"\\ =-e+rangeuniform")
    for _ in 0..<5000 {
      let length = stream.below(14)
      let text = String((0..<length).map { _ in letters[stream.below(letters.count)] })
      for key in [DefinitionKey.learningRate, .hiddenLayers, .data, .validation, .seed] {
        _ = try? SearchAxis(text, for: key)
      }
    }
  }
}
