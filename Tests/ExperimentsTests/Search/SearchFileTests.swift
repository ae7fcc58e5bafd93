import Foundation
import NeuralNetwork
import Testing

@testable import Experiments

@Suite struct SearchFileTests {
  private func message(_ yaml: String) -> String {
    DefinitionSamples.message { try SearchRequest(yaml: yaml, file: "s.yaml") }
  }

  private func axis(_ parameter: String, _ key: String = "learning_rate") throws -> SearchAxis {
    let yaml = "method: random\nparameters:\n  \(key): \(parameter)\n"
    return try #require(try SearchRequest(yaml: yaml, file: "s.yaml").axes.first)
  }

  @Test func `reads the sweep that W&B's schema takes`() throws {
    let text = try String(decoding: SearchFixtures.data("sweep.yaml"), as: UTF8.self)
    let request = try SearchRequest(yaml: text, file: "sweep.yaml")
    #expect(request.method == .random)
    #expect(request.name == "shapes of networks")
    #expect(request.runCap == 12)
    #expect(request.metric == SweepMetric(name: .validationAccuracy))
    #expect(
      request.axes == [
        SearchAxis(.data, choices: [.text("digits")]),
        SearchAxis(.learningRate, distribution: .logUniform(0.01...3)),
        SearchAxis(
          .hiddenLayers,
          choices: [.list([30]), .list([100]), .list([100, 30]), .list([])]
        ),
        SearchAxis(.miniBatchSize, distribution: .integers(1...64)),
        SearchAxis(.l2, choices: [.real(0), .real(0.001), .real(0.1)]),
        SearchAxis(.optimizer, choices: [.text("sgd"), .text("momentum")]),
        SearchAxis(.shuffle, choices: [.boolean(true), .boolean(false)]),
      ]
    )
  }

  @Test func `reads a definition of one line per key`() throws {
    let request = try SearchRequest(
      yaml: """
        data: digits   # a comment
        learning_rate: 1e-3
        hidden_layers: [100, 010]
        shuffle: false
        gradient_clip: null
        experiment: first
        """,
      file: "d.yaml"
    )
    #expect(
      try request.settings()
        == Settings([
          .data: .text("digits"), .learningRate: .real(0.001), .hiddenLayers: .list([100, 10]),
          .shuffle: .boolean(false), .gradientClip: .text("none"),
        ])
    )
    #expect(request.experiment == "first")
  }

  @Test func `reads JSON and byte order marks`() throws {
    let request = try SearchRequest(
      yaml: "\u{FEFF}{\"epochs\": 5, \"l2\": \"0.5\"}",
      file: "d.json"
    )
    #expect(try request.settings() == Settings([.epochs: .integer(5), .l2: .real(0.5)]))
  }

  @Test(arguments: [
    ("shuffle: yes", "s.yaml:1:10: shuffle 'yes' is not true or false"),
    ("shuffle: on", "s.yaml:1:10: shuffle 'on' is not true or false"),
    ("epochs: 12:30", "s.yaml:1:9: epochs '12:30' is not a whole number from 0 to 1000000000"),
    ("epochs: 0x10", "s.yaml:1:9: epochs '0x10' is not a whole number from 0 to 1000000000"),
    ("epochs:", "s.yaml:1:8: epochs has no value"),
    (
      "epochs: 5\nlerning_rate: 1",
      "s.yaml:2:1: unknown key 'lerning_rate' of a definition; the nearest is 'learning_rate'"
    ),
    ("epochs: 5\nepochs: 6", "s.yaml:1:1: key 'epochs' is given twice"),
    (
      "learning_rate: [1, 2]",
      "s.yaml:1:16: learning_rate '1,2' is several values; one run takes one, a sweep takes all"
    ),
    ("l2: {a: 1}", "s.yaml:1:5: l2 needs a number of at least 0"),
    ("- a", "s.yaml:1:1: the file needs key: value lines"),
    ("", "s.yaml:1:1: the file holds no keys"),
    ("l2: &x 1", "s.yaml:1:5: anchors and aliases are not read; write the value out"),
    ("l2: &x 1\nl1: *x", "s.yaml:1:5: anchors and aliases are not read; write the value out"),
    ("? [a]\n: 1", "s.yaml:1:3: a key needs to be one word"),
    ("a: [", "s.yaml:2:1: did not find expected node content"),
    ("a: 1\n---\nb: 2", "s.yaml:2:1: but found another document"),
  ])
  func `says where a definition goes wrong`(yaml: String, text: String) {
    #expect(message(yaml) == text)
  }

  @Test(arguments: [
    (
      "method: grid\nparameter: {}",
      "s.yaml:2:1: unknown key 'parameter' of a sweep file; the nearest is 'parameters'"
    ),
    (
      "method: grid\nparameters:\n  epoch: {value: 3}",
      "s.yaml:3:3: unknown key 'epoch' of parameters; the nearest is 'epochs'"
    ),
    (
      "method: grid\nparameters:\n  l2: {vales: [3]}",
      "s.yaml:3:8: unknown key 'vales' of parameters.l2; the nearest is 'values'"
    ),
    (
      "method: grid\nmetric: {nam: train_cost}",
      "s.yaml:2:10: unknown key 'nam' of metric; the nearest is 'name'"
    ),
    (
      "method: grid\nmetric: {name: validation_loss}",
      "s.yaml:2:16: metric.name 'validation_loss' is not validation_cost, train_cost, "
        + "validation_accuracy, train_accuracy, best_validation_cost, best_validation_accuracy, "
        + "validation_r2, train_r2, validation_rmse, train_rmse, gradient_norm, seconds or "
        + "examples_per_second; the nearest is 'validation_cost'"
    ),
    (
      "method: bayes",
      "s.yaml:1:9: method 'bayes' is not offered: its points depend on earlier results; "
        + "give method=random and a run_cap"
    ),
    (
      "method: grid\nearly_terminate: {type: hyperband}",
      "s.yaml:2:1: early_terminate is not offered: every run is kept whole; early_stopping under "
        + "parameters ends a run that no longer improves"
    ),
    (
      "method: grid\nl2: 3",
      "s.yaml:2:1: l2 belongs under parameters, as {value: …} or {values: […]}"
    ),
    (
      "parameters:\n  l2: 3",
      "s.yaml:2:7: parameters.l2 needs {value: …}, {values: […]} or {min: …, max: …}"
    ),
    (
      "parameters:\n  l2: {values: []}",
      "s.yaml:2:16: parameters.l2.values needs a list with at least one value"
    ),
    (
      "parameters:\n  l2: {values: [0, -1]}",
      "s.yaml:2:20: l2 '-1' is not a number of at least 0"
    ),
    ("parameters:\n  l2: {min: 0.5}", "s.yaml:2:7: key 'parameters.l2.max' is missing"),
    (
      "parameters:\n  l2: {min: 0, max: 1}",
      "s.yaml:2:7: parameters.l2 needs distribution: uniform or int_uniform, as its bounds are "
        + "whole numbers"
    ),
    (
      "parameters:\n  l2: {min: -6, max: -2, distribution: log_uniform}",
      "s.yaml:2:40: parameters.l2.distribution 'log_uniform' is not offered: its bounds are "
        + "exponents; give log_uniform_values with the values themselves"
    ),
    (
      "parameters:\n  l2: {min: 0, max: 1, distribution: log_uniform_values}",
      "s.yaml:2:7: l2 '0' has no logarithm; give a lower bound above 0"
    ),
    (
      "parameters:\n  l2: {mu: 0, distribution: normal}",
      "s.yaml:2:8: unknown key 'mu' of parameters.l2; the nearest is 'min'"
    ),
    (
      "parameters:\n  l2: {values: [1], min: 0}",
      "s.yaml:2:21: parameters.l2 needs values and no min for distribution categorical"
    ),
    (
      "parameters:\n  epochs: {min: 1, max: 9, distribution: uniform}",
      "s.yaml:2:11: parameters.epochs needs distribution: int_uniform, because it is a whole number"
    ),
    (
      "parameters:\n  cost: {min: 1, max: 9, distribution: uniform}",
      "s.yaml:2:9: parameters.cost needs values, because it is quadratic, cross_entropy, "
        + "log_likelihood, absolute or huber"
    ),
  ])
  func `says where a sweep goes wrong`(yaml: String, text: String) {
    #expect(message(yaml) == text)
  }

  @Test func `reads W&B's distributions`() throws {
    func values(_ parameter: String, _ key: String = "learning_rate") throws -> SearchAxis.Values {
      try axis(parameter, key).values
    }
    #expect(try values("{min: 0.5, max: 2}") == .distribution(.uniform(0.5...2)))
    #expect(
      try values("{min: 1, max: 2, distribution: uniform}") == .distribution(.uniform(1...2))
    )
    #expect(
      try values("{min: 1, max: 2, distribution: int_uniform}") == .distribution(.integers(1...2))
    )
    #expect(try values("{min: 1, max: 64}", "mini_batch_size") == .distribution(.integers(1...64)))
    #expect(try values("{min: 1, max: 2, q: 0.5}") == .distribution(.quantized(1...2, q: 0.5)))
    #expect(
      try values("{min: 1, max: 64, distribution: q_log_uniform_values, q: 8}", "mini_batch_size")
        == .distribution(.logQuantized(1...64, q: 8))
    )
    #expect(try values("{value: 3, distribution: constant}") == .choices([.real(3)]))
    #expect(
      try values("{values: [3, 3.0, 1], distribution: categorical}")
        == .choices([.real(3), .real(1)])
    )
  }

  @Test func `notes what is for other tools`() throws {
    let request = try SearchRequest(
      yaml: "program: train.py\nproject: p\nmethod: grid\nparameters: {l2: {value: 1}}",
      file: "s.yaml"
    )
    #expect(request.ignored == ["program", "project"])
  }

  @Test func `a file of hostile size or shape is refused`() {
    #expect(
      message(String(repeating: "a", count: (1 << 20) + 1))
        == "s.yaml:1:1: the file is larger than 1048576 bytes, which no definition needs"
    )
    let brackets = "a: " + String(repeating: "[", count: 100_000)
    #expect(message(brackets) == "s.yaml:1:5: nested too deeply")
    let nested = String(repeating: "[", count: 900) + String(repeating: "]", count: 900)
    #expect(message("l2: \(nested)").hasPrefix("s.yaml:1:"))
    var bomb = "a0: &a0 [x, x]\n"
    for level in 1...40 { bomb += "a\(level): &a\(level) [*a\(level - 1), *a\(level - 1)]\n" }
    #expect(message(bomb) == "s.yaml:7:1: anchors and aliases are not read; write the value out")
    #expect(message("l2: 1\nl1: \u{1}").hasPrefix("s.yaml:2:5: this is no YAML: "))
    #expect(message("a: \"\\uD800\"").hasPrefix("s.yaml:1:"))
    #expect(message("a: \u{0}") != "nothing was thrown")
  }

  @Test func `reads a file of the disk, and nothing else`() throws {
    let folder = FileManager.default.temporaryDirectory
      .appendingPathComponent("search-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    func message(_ name: String, _ bytes: [UInt8]? = nil) throws -> String {
      let file = folder.appendingPathComponent(name)
      if let bytes { try Data(bytes).write(to: file) }
      return DefinitionSamples.message { try SearchRequest(contentsOf: file.path).axes.count }
        .replacingOccurrences(of: folder.path + "/", with: "")
    }
    #expect(try message("good", Array("l2: 1".utf8)) == "nothing was thrown")
    #expect(try message("empty", []) == "empty:1:1: the file holds no keys")
    #expect(
      try message("latin", Array("l2: 1 # ".utf8) + [0xe9]) == "latin: byte 8: text is not UTF-8"
    )
    let large = [UInt8](repeating: UInt8(ascii: "#"), count: 2 << 20)
    #expect(
      try message("large", large)
        == "large:1:1: the file is larger than 1048576 bytes, which no definition needs"
    )
    #expect(try message("none") == "none: no such file or folder")
    #expect(try message("").contains("is not a regular file"))
    try #require(mkfifo(folder.appendingPathComponent("pipe").path, 0o600) == 0)
    #expect(try message("pipe") == "pipe: is not a regular file or a folder")
  }

  @Test func `any text is a request or an error`() {
    var stream = SplitMix64(seed: 5)
    let pieces = [
      "method", "parameters", "l2", ":", ": ", "\n", "  ", "{", "}", "[", "]", ",", "values",
      "min", "max", "1", "1e-3", "-", "- ", "&a", "*a", "'", "\"", "#", "~", "!!int", "|", ">", "?",
    ]
    for _ in 0..<2000 {
      let length = stream.below(20)
      let yaml = (0..<length).map { _ in pieces[stream.below(pieces.count)] }.joined()
      _ = try? SearchRequest(yaml: yaml, file: "f")
    }
  }
}
