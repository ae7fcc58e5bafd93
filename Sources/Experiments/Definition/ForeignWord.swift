/// What other trackers and libraries call things, beside the words of this one.
enum ForeignWord {
  /// The words here for one from elsewhere, the likeliest first; none where it is not known.
  static func meanings(of word: String) -> [String] { meanings[word] ?? [] }

  private static let meanings: [String: [String]] = {
    var meanings: [String: [String]] = [:]
    for (own, foreign) in table {
      for word in foreign { meanings[word, default: []].append(own) }
    }
    return meanings
  }()

  private static let table: [(String, [String])] = [
    // Keys of the definition.
    ("learning_rate", ["lr", "eta", "rate", "step_size", "initial_lr"]),
    ("mini_batch_size", ["bs", "batch", "batch_size", "batchsize"]),
    (
      "hidden_layers", ["hidden", "layers", "hidden_size", "hidden_sizes", "hidden_units", "units"]
    ),
    ("cost", ["loss", "criterion", "loss_function", "objective"]),
    ("schedule", ["scheduler", "lr_scheduler", "lr_schedule"]),
    ("gradient_clip", ["clip", "grad_clip", "clipnorm", "max_grad_norm"]),
    ("early_stopping", ["patience", "early_stop"]),
    ("seed", ["random_seed", "random_state", "rng"]),
    ("precision", ["dtype"]),
    ("initialization", ["init", "initializer", "weight_init"]),
    ("l2", ["lambda", "lmbda"]),
    ("epochs", ["n_epochs", "num_epochs", "max_epochs", "iterations", "steps"]),
    // Metrics and columns of runs.
    (
      "validation_cost",
      ["val_loss", "valid_loss", "validation_loss", "test_loss", "val_cost", "loss"]
    ),
    ("train_cost", ["train_loss", "training_loss", "loss"]),
    (
      "validation_accuracy",
      ["acc", "accuracy", "val_acc", "val_accuracy", "test_acc", "test_accuracy"]
    ),
    ("train_accuracy", ["train_acc", "training_accuracy"]),
    ("gradient_norm", ["grad_norm", "grad", "gradient"]),
    ("run", ["id", "run_id", "run_uuid", "trial"]),
    ("epochs_done", ["epoch", "step"]),
    ("status", ["state"]),
    ("started_at", ["started", "start_time", "created", "created_at", "date"]),
    ("finished_at", ["finished", "end_time", "ended_at", "completed_at"]),
    ("seconds", ["duration", "runtime", "time", "elapsed"]),
    // Verbs.
    ("runs", ["list", "ls", "ps", "trials", "history", "leaderboard"]),
    ("show", ["info", "describe", "view", "cat"]),
    ("rm", ["delete", "del", "remove"]),
    ("compare", ["diff"]),
    ("train", ["run", "fit"]),
    ("sql", ["query"]),
    ("sweep", ["grid", "search", "multirun", "study"]),
    ("note", ["comment", "annotate"]),
    ("tag", ["label"]),
    ("verify", ["reproduce", "rerun"]),
  ]
}
