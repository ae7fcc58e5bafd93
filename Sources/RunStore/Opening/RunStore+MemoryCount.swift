internal import CSQLiteShim

extension RunStore {
  /// Tells SQLite to keep no count of the memory it takes: the count has a lock, and recording tiny runs
  /// is a sixteenth faster without it.
  ///
  /// It is a setting of the whole process, so it is the program's to make: first of all, before any
  /// file is opened, and before other threads use SQLite. Later it changes nothing.
  public static func keepNoMemoryCount() { _ = descent_sqlite_count_no_memory() }
}
