/// A key of a run's definition, in the order of every table and file.
public enum DefinitionKey: String, CaseIterable, Sendable {
  case data, target, task
  case trainLimit = "train_limit"
  case validation
  case splitSeed = "split_seed"
  case scale
  case hiddenLayers = "hidden_layers"
  case activation
  case outputActivation = "output_activation"
  case cost, initialization, optimizer
  case learningRate = "learning_rate"
  case momentum
  case weightDecay = "weight_decay"
  case schedule
  case scheduleFactor = "schedule_factor"
  case scheduleEpochs = "schedule_epochs"
  case warmupEpochs = "warmup_epochs"
  case minimumRate = "minimum_rate"
  case miniBatchSize = "mini_batch_size"
  case epochs, l2, l1, dropout
  case gradientClip = "gradient_clip"
  case earlyStopping = "early_stopping"
  case minDelta = "min_delta"
  case shuffle, seed, precision

  /// Whether the key only limits how far a run goes: raising it continues the same run.
  public var isLimit: Bool { self == .epochs || self == .earlyStopping || self == .minDelta }
}
