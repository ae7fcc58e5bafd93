extension Definition {
  /// Whether a history has everything that is asked for by the limits as they are now.
  ///
  /// A run is complete when it has `epochs` epochs, or when its stopping rule has struck. Raising a
  /// limit makes a finished run go on; asking for less cuts nothing.
  public func isComplete(_ history: [WatchedEpoch]) -> Bool {
    guard let last = history.last else { return false }
    return last.epoch >= epochs || stoppedEarly(in: history) != nil
  }

  /// The epoch at which the stopping rule struck, or nil.
  public func stoppedEarly(in history: [WatchedEpoch]) -> Int? {
    earlyStopping.flatMap { patience in
      EarlyStopping(patience: patience, minDelta: minDelta).strikes(in: history.map(\.cost))
    }
  }
}
