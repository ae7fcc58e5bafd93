import Experiments
import RunStore

extension RunStore {
  /// The values of some runs in the order given.
  func runs(
    columns: [RunColumn],
    of runs: [RunID]
  ) throws -> [(run: RunID, values: [StoredValue])] {
    var question = RunQuestion()
    question.condition = .run(in: runs)
    question.columns = columns
    let list = try self.runs(question)
    let values = Dictionary(zip(list.runs, list.rows)) { first, _ in first }
    return runs.compactMap { run in values[run].map { (run, $0) } }
  }
}
