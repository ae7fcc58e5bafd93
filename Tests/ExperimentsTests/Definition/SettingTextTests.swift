import NeuralNetwork
import Testing

@testable import Experiments

@Suite struct SettingTextTests {
  @Test(arguments: [
    ("epochs", "3", SettingValue.integer(3)), ("epochs", "3.0", .integer(3)),
    ("epochs", "3e0", .integer(3)), ("epochs", "010", .integer(10)), ("epochs", "+7", .integer(7)),
    ("learning_rate", "3", .real(3)), ("learning_rate", "1e-3", .real(0.001)),
    ("learning_rate", ".5", .real(0.5)), ("l2", "-0", .real(0)),
    ("shuffle", "True", .boolean(true)),
    ("seed", "9223372036854775807", .integer(.max)), ("train_limit", "none", .text("none")),
    ("gradient_clip", "null", .text("none")), ("gradient_clip", "~", .text("none")),
    ("mini_batch_size", "all", .text("all")), ("validation", "1.0", .integer(1)),
    ("validation", "0.2", .real(0.2)), ("validation", "test", .text("test")),
    ("hidden_layers", "[100, 30]", .list([100, 30])), ("hidden_layers", " [ ] ", .list([])),
    ("initialization", "w.npz", .text("w.npz")), ("data", " my data ", .text("my data")),
  ])
  func `reads text by the key's own type`(key: String, text: String, value: SettingValue) throws {
    let key = try #require(DefinitionKey(rawValue: key))
    #expect(try SettingValue(text, for: key) == value)
  }

  @Test(arguments: [
    ("learning_rate", "0", "learning_rate '0' is not a number above 0"),
    ("learning_rate", "-1", "learning_rate '-1' is not a number above 0"),
    ("learning_rate", "inf", "learning_rate 'inf' is not a number above 0"),
    ("learning_rate", "nan", "learning_rate 'nan' is not a number above 0"),
    ("learning_rate", "1e999", "learning_rate '1e999' is not a number above 0"),
    ("learning_rate", "0x10", "learning_rate '0x10' is not a number above 0"),
    ("learning_rate", "12:30", "learning_rate '12:30' is not a number above 0"),
    ("learning_rate", "", "learning_rate has no value"),
    ("dropout", "1", "dropout '1' is not a number of at least 0 and below 1"),
    ("momentum", "1", "momentum '1' is not a number of at least 0 and below 1"),
    ("l2", "-1e-9", "l2 '-1e-9' is not a number of at least 0"),
    ("seed", "-1", "seed '-1' is not a whole number of at least 0"),
    (
      "seed", "9223372036854775808",
      "seed '9223372036854775808' is not a whole number of at least 0"
    ),
    ("seed", "1e17", "seed '1e17' is not a whole number of at least 0"),
    ("epochs", "1.5", "epochs '1.5' is not a whole number from 0 to 1000000000"),
    (
      "mini_batch_size", "al",
      "mini_batch_size 'al' is not a whole number from 1 to 1000000000 or all; "
        + "the nearest is 'all'"
    ),
    ("shuffle", "yes", "shuffle 'yes' is not true or false"),
    (
      "precision", "doubel",
      "precision 'doubel' is not single or double; the nearest is 'double'"
    ),
    (
      "cost", "crossentropy",
      "cost 'crossentropy' is not quadratic, cross_entropy, log_likelihood, absolute or huber; "
        + "the nearest is 'cross_entropy'"
    ),
    (
      "validation", "1.5",
      "validation '1.5' is not a share between 0 and 1, a whole number of examples, or test"
    ),
    (
      "hidden_layers", "30",
      "hidden_layers '30' is not a list of sizes from 1 to 65536 in brackets such as [100, 30], "
        + "at most 64 of them, or []"
    ),
    (
      "hidden_layers", "[0]",
      "hidden_layers '[0]' is not a list of sizes from 1 to 65536 in brackets such as [100, 30], "
        + "at most 64 of them, or []"
    ),
    (
      "initialization", "weights.csv",
      "initialization 'weights.csv' is not nielsen, standard_normal, xavier, he, zeros, a .npz "
        + "file or a .safetensors file; the nearest is 'nielsen'"
    ),
    ("data", "a\nb", "data 'a\\nb' is not text on one line"),
  ])
  func `says what is allowed`(key: String, text: String, message: String) throws {
    let key = try #require(DefinitionKey(rawValue: key))
    #expect(DefinitionSamples.message { try SettingValue(text, for: key) } == message)
  }

  @Test(arguments: [
    "[0]", "[65537]", "[1,,2]", "[1,2", "[[1]]", "[1.5]", "[99999999999999999999]",
    "[\(Array(repeating: "1", count: 65).joined(separator: ","))]",
  ])
  func `refuses layers that are no layers`(text: String) {
    #expect(throws: DefinitionError.self) { try SettingValue(text, for: .hiddenLayers) }
  }

  @Test(arguments: [
    ("", ""), (" \t\r\n", ""), ("a b", "a b"), (" a\r\n", "a"), ("\na", "a"), ("a\t", "a"),
    (" \u{301}a ", " \u{301}a"), ("\u{A0}a", "\u{A0}a"),
  ])
  func `leaves out blanks around a text and no others`(text: String, trimmed: String) {
    #expect(text.trimmed.unicodeScalars.elementsEqual(trimmed.unicodeScalars))
  }

  @Test func `negative zero is zero`() throws {
    #expect(try SettingValue("-0.0", for: .l2).description == "0")
  }

  @Test func `reads what it writes`() throws {
    var stream = SplitMix64(seed: 7)
    for _ in 0..<2000 {
      let real = Double(bitPattern: stream.next() & 0x7fff_ffff_ffff_ffff)
      let integer = Int(truncatingIfNeeded: stream.next() >> 1)
      let layers = (0..<stream.below(6)).map { _ in 1 + stream.below(65_536) }
      let share = stream.unit()
      if real.isFinite, real > 0 { try expectRoundTrip(.real(real), .learningRate) }
      if share > 0 { try expectRoundTrip(.real(share), .validation) }
      try expectRoundTrip(.integer(integer), .seed)
      try expectRoundTrip(.list(layers), .hiddenLayers)
    }
  }

  private func expectRoundTrip(_ value: SettingValue, _ key: DefinitionKey) throws {
    #expect(try SettingValue(value.description, for: key) == value)
  }
}
