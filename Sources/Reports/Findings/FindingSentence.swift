public import Experiments

/// A finding in one sentence for people.
///
/// It says what was seen, where, by which numbers, and what usually helps; in ASCII throughout.
public enum FindingSentence {
  /// The sentence, without a line's end.
  public static func text(_ finding: Finding) -> String {
    "\(observation(finding)); usual remedies: \(remedy(finding.kind))"
  }

  private static func observation(_ finding: Finding) -> String {
    let (kind, epoch, since) = (finding.kind.rawValue, finding.epoch, finding.since)
    let value = RoundedText.of(finding.value)
    let reference = RoundedText.of(finding.reference)
    let place =
      finding.layer.map { "\(kind), layer \($0), epoch \(epoch)" } ?? "\(kind), epoch \(epoch)"
    switch (finding.kind, finding.metric) {
    case (.explodingGradient, .deltaNorm), (.vanishingGradient, _):
      let ratio = RoundedText.of(finding.value / finding.reference, digits: 2)
      return "\(place): since epoch \(since) delta_norm is \(value) in the first hidden layer and "
        + "\(reference) in the last, \(ratio) times as much"
    case (.explodingGradient, _):
      return "\(place): gradient_norm is \(value), it was \(reference) before training"
    case (.saturatedLayer, _):
      return "\(place): since epoch \(since) more than \(reference) of its neurons' answers are "
        + "where the activation is flat, now \(value), and the cost is still high"
    case (.deadLayer, _):
      return "\(place): since epoch \(since) no neuron of it answers to any example "
        + "(saturated \(value)), so nothing is learned through it"
    case (.plateau, _):
      return "\(place): \(finding.metric.rawValue) is \(value) and has not fallen since epoch "
        + "\(since), when it was \(reference)"
    case (.overfitting, _):
      return
        "\(place): \(finding.metric.rawValue) has risen to \(value) from \(reference) at epoch "
        + "\(since), while train_cost has fallen"
    case (.divergence, _):
      return "\(place): \(finding.metric.rawValue) is \(value), it was \(reference) before training"
    }
  }

  /// What the field's books advise first.
  private static func remedy(_ kind: Finding.Kind) -> String {
    switch kind {
    case .explodingGradient:
      "gradient_clip, a smaller learning_rate, initialization=nielsen, xavier or he"
    case .vanishingGradient:
      "activation=relu with initialization=he, fewer hidden layers"
    case .saturatedLayer:
      "smaller first weights (initialization=nielsen or xavier), scaled inputs, a smaller "
        + "learning_rate"
    case .deadLayer:
      "a smaller learning_rate, activation=leaky_relu, initialization=he"
    case .plateau:
      "another learning_rate, optimizer=momentum or adam, another seed, more neurons"
    case .overfitting:
      "early_stopping, l2, dropout, more data, fewer neurons"
    case .divergence:
      "a smaller learning_rate, gradient_clip, scaled inputs and targets"
    }
  }
}
