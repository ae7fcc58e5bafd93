import Kernels
import NeuralNetwork

/// A run's network while it is being trained, with the memory it trains in.
final class TrainingSession<Scalar: KernelScalar> {
  private let definition: Definition
  private let data: PreparedData<Scalar>
  private let learner: Learner<Scalar>
  private let probe: AlignedBuffer<Int32>
  private let order: AlignedBuffer<Int32>?
  private let before: NetworkParameters<Scalar>
  private let clock = ContinuousClock()

  init(_ trainer: Trainer<Scalar>) {
    definition = trainer.definition
    data = trainer.data
    let shape = NetworkShape(
      sizes: [data.featureCount] + definition.hiddenLayers + [data.outputCount],
      activation: definition.activation,
      outputActivation: definition.outputActivation,
      cost: definition.cost
    )
    learner = Learner(
      shape: shape,
      parameters: NetworkParameters(zerosFor: shape.sizes),
      optimizer: definition.optimizer,
      regularization: Regularization(
        l2: definition.l2,
        l1: definition.l1,
        dropout: definition.dropout,
        gradientClip: definition.gradientClip
      ),
      seed: definition.seed,
      kernels: trainer.kernels,
      team: ThreadTeam(count: trainer.threads)
    )
    probe = Probe.order(of: data.training.count)
    order = definition.shuffle ? AlignedBuffer(count: data.training.count) : nil
    before = NetworkParameters(zerosFor: shape.sizes)
  }

  /// Takes the first weights, and returns the state of epoch 0.
  func begin(with weights: FirstWeights<Scalar>) -> TrainingState {
    learner.parameters.copy(from: weights.parameters)
    return state(epoch: 0, weights: weights.snapshot)
  }

  /// Takes up the weights and the optimizer's memory of a recorded state.
  func load(_ state: TrainingState) throws(TrainingError) {
    try state.weights.write(to: learner.parameters)
    guard state.optimizer.count == learner.memory.count else { throw .stateDoesNotFit }
    for (snapshot, memory) in zip(state.optimizer, learner.memory) {
      try snapshot.write(to: memory)
    }
  }

  /// The weights and the optimizer's memory as they are.
  func state(epoch: Int) -> TrainingState {
    state(epoch: epoch, weights: WeightsSnapshot(learner.parameters))
  }

  private func state(epoch: Int, weights: WeightsSnapshot) -> TrainingState {
    TrainingState(
      epoch: epoch,
      weights: weights,
      optimizer: learner.memory.map { WeightsSnapshot($0) }
    )
  }

  /// The record of epoch 0: every measure at the weights before training.
  ///
  /// While another run measures them, this one does `meanwhile`, which may train.
  func measureInitialWeights(
    sharing beginning: Beginning<Scalar>,
    meanwhile: () -> Void
  ) -> EpochRecord {
    let start = clock.now
    return beginning.record(
      measuring: {
        let train = Metrics(learner.tally(data.training), of: data.training, statistics)
        return record(epoch: 0, train: train, rate: nil, ratios: nil, examples: 0, since: start)
      },
      meanwhile: meanwhile
    )
  }

  /// Trains one epoch and measures it; nil when it was abandoned because stopping is urgent.
  func train(
    epoch: Int,
    history: [WatchedEpoch],
    cancellation: Cancellation
  ) -> EpochRecord? {
    let start = clock.now
    let rate = definition.schedule.rate(
      epoch: epoch,
      of: definition.epochs,
      eta: definition.learningRate,
      costs: definition.schedule.dependsOnCosts ? history.map(\.cost) : []
    )
    order.map { Shuffle.order($0, seed: definition.seed, epoch: epoch) }
    before.copy(from: learner.parameters)
    let tally = learner.learn(
      epoch: epoch,
      from: data.training,
      order: order,
      miniBatchSize: definition.miniBatchSize,
      eta: rate,
      isCancelled: { cancellation.urgency == .now }
    )
    guard let tally else { return nil }
    return record(
      epoch: epoch,
      train: Metrics(tally, of: data.training, statistics),
      rate: rate,
      ratios: learner.updateRatios(since: before),
      examples: tally.count,
      since: start
    )
  }

  private var statistics: TargetStatistics? { data.trainingStatistics }

  private func record(
    epoch: Int,
    train: Metrics,
    rate: Double?,
    ratios: [Double?]?,
    examples: Int,
    since start: ContinuousClock.Instant
  ) -> EpochRecord {
    let measured = learner.measure(data.training, probe: probe)
    let validation = data.validation.map {
      Metrics(learner.tally($0), of: $0, data.validationStatistics)
    }
    return EpochRecord(
      epoch: epoch,
      train: train,
      validation: validation,
      learningRate: rate,
      gradientNorm: measured.gradientNorm,
      weightNorm: measured.weightNorm,
      seconds: (clock.now - start) / .seconds(1),
      examples: examples,
      layers: measured.layers.enumerated().map { index, layer in
        LayerRecord(layer, updateRatio: ratios.flatMap { $0[index] })
      }
    )
  }
}

extension LayerRecord {
  /// Records what was measured of a layer.
  init(_ measured: LayerMeasurement, updateRatio: Double?) {
    self.init(
      layer: measured.layer,
      gradientNorm: measured.gradientNorm,
      deltaNorm: measured.deltaNorm,
      weightNorm: measured.weightNorm,
      updateRatio: updateRatio,
      saturated: measured.saturated,
      weightGradientNorm: measured.weightGradientNorm,
      biasGradientNorm: measured.biasGradientNorm
    )
  }
}
