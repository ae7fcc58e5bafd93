import Experiments
import Reports
import RunStore

/// A metric's history beside each run of a list, drawn in one line of characters.
struct RunCurves {
  private let metric: String
  private let place: Int

  /// The number of characters of a curve.
  static let width = 16

  /// Finds a number that every epoch has.
  ///
  /// - Throws: `unknown`, with the names there are.
  init(of metric: String) throws(StoreError) {
    let known = HistoryTable.epochs.columns
    guard let place = known.firstIndex(of: metric), place > 1 else {
      throw .unknown(kind: "curve", name: metric, known: Array(known.dropFirst(2)))
    }
    (self.metric, self.place) = (metric, place)
  }

  /// The column of the curves, which are shown whole or not at all.
  var column: Column { Column("\(metric)_curve", .number, alignment: .leading, rank: 7) }

  /// The curve of each run, in their order; the heights are each run's own.
  func draw(_ runs: [RunID], in store: RunStore, isASCII: Bool) throws -> [String] {
    var values: [String: [Double]] = [:]
    try store.export(.epochs, of: .runs(runs)) { row in
      guard case .text(let run) = row[0] else { return }
      values[run, default: []].append(row[place].number ?? .nan)
    }
    return runs.map { run in
      Sparkline.render(values[run.description] ?? [], width: Self.width, isASCII: isASCII)
    }
  }
}
