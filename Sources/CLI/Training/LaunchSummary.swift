import Experiments
import Reports
import RunStore

extension Launch.Outcome {
  /// What a user reads when everything is done: how many runs, in which way, and the best.
  var summary: String {
    let totals = display
    let done = sweep.points.count - sweep.remaining
    var parts = ["\(totals.trained) trained"]
    if done + totals.skipped > 0 { parts.append("\(done + totals.skipped) done before") }
    if totals.diverged > 0 { parts.append("\(totals.diverged) diverged") }
    if totals.failed > 0 { parts.append("\(totals.failed) failed") }
    if totals.held > 0 { parts.append("\(totals.held) trained by another process") }
    var text = "\(sweep.points.count) \(sweep.points.count == 1 ? "run" : "runs"): "
    text += parts.joined(separator: ", ")
    if let best = totals.best {
      text += "; best \(best.metric) \(RoundedText.of(best.value)) (run \(best.run))"
    }
    return text + "\n"
  }
}
