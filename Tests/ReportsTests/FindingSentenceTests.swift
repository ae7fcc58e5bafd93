import Experiments
import Reports
import Testing

@Suite struct FindingSentenceTests {
  static let sentences: [(Finding, String)] = [
    (
      Finding(
        .vanishingGradient,
        epoch: 2,
        layer: 2,
        .deltaNorm,
        value: 0.0021,
        reference: 0.22,
        since: 0
      ),
      "vanishing_gradient, layer 2, epoch 2: since epoch 0 delta_norm is 0.0021 in the first hidden "
        + "layer and 0.22 in the last, 0.0095 times as much; usual remedies: activation=relu with "
        + "initialization=he, fewer hidden layers"
    ),
    (
      Finding(
        .explodingGradient,
        epoch: 3,
        layer: 2,
        .deltaNorm,
        value: 640,
        reference: 3.2,
        since: 1
      ),
      "exploding_gradient, layer 2, epoch 3: since epoch 1 delta_norm is 640 in the first hidden "
        + "layer and 3.2 in the last, 200 times as much; usual remedies: gradient_clip, a smaller "
        + "learning_rate, initialization=nielsen, xavier or he"
    ),
    (
      Finding(
        .explodingGradient,
        epoch: 1,
        .gradientNorm,
        value: .infinity,
        reference: 6.5,
        since: 0
      ),
      "exploding_gradient, epoch 1: gradient_norm is inf, it was 6.5 before training; usual "
        + "remedies: gradient_clip, a smaller learning_rate, initialization=nielsen, xavier or he"
    ),
    (
      Finding(
        .saturatedLayer,
        epoch: 3,
        layer: 3,
        .saturated,
        value: 0.875,
        reference: 0.75,
        since: 1
      ),
      "saturated_layer, layer 3, epoch 3: since epoch 1 more than 0.75 of its neurons' answers are "
        + "where the activation is flat, now 0.875, and the cost is still high; usual remedies: "
        + "smaller first weights (initialization=nielsen or xavier), scaled inputs, a smaller "
        + "learning_rate"
    ),
    (
      Finding(.deadLayer, epoch: 7, layer: 2, .saturated, value: 1, reference: 1, since: 5),
      "dead_layer, layer 2, epoch 7: since epoch 5 no neuron of it answers to any example "
        + "(saturated 1), so nothing is learned through it; usual remedies: a smaller "
        + "learning_rate, activation=leaky_relu, initialization=he"
    ),
    (
      Finding(.plateau, epoch: 14, .trainCost, value: 1.557, reference: 1.551, since: 4),
      "plateau, epoch 14: train_cost is 1.557 and has not fallen since epoch 4, when it was 1.551; "
        + "usual remedies: another learning_rate, optimizer=momentum or adam, another seed, more "
        + "neurons"
    ),
    (
      Finding(.overfitting, epoch: 23, .validationCost, value: 0.5, reference: 0.25, since: 18),
      "overfitting, epoch 23: validation_cost has risen to 0.5 from 0.25 at epoch 18, while "
        + "train_cost has fallen; usual remedies: early_stopping, l2, dropout, more data, fewer "
        + "neurons"
    ),
    (
      Finding(.divergence, epoch: 4, .validationCost, value: .nan, reference: 1.5, since: 4),
      "divergence, epoch 4: validation_cost is nan, it was 1.5 before training; usual remedies: a "
        + "smaller learning_rate, gradient_clip, scaled inputs and targets"
    ),
  ]

  @Test(arguments: sentences.indices)
  func `names layer, epoch, numbers and remedies`(index: Int) {
    let (finding, sentence) = Self.sentences[index]
    #expect(FindingSentence.text(finding) == sentence)
  }

  @Test func `there is a sentence for every kind`() {
    #expect(Set(Self.sentences.map(\.0.kind)) == Set(Finding.Kind.allCases))
  }
}
