import Experiments
import Reports
import RunStore

/// Runs beside each other: what differs in their definitions, their metrics, their curves.
struct ComparisonSheet {
  /// One of the runs.
  struct Member {
    let details: RunDetails
    let epochs: [EpochRecord]
  }

  /// The runs in the order given; all are compared with the first.
  let members: [Member]
  /// Whether keys in which all agree are left out.
  let onlyChanged: Bool

  /// The definitions, key by key.
  var definitions: [DefinitionDifference] {
    DefinitionDifference.compare(
      members.map { member in
        Dictionary(
          uniqueKeysWithValues: member.details.definition.values.map { key, value in
            (key.rawValue, Field(value))
          }
        )
      },
      keys: DefinitionKey.allCases.map(\.rawValue),
      onlyChanged: onlyChanged
    )
  }

  /// The last numbers and the best costs and accuracies, metric by metric.
  var metrics: [MetricDifference] {
    let names = EpochRecord.metrics.filter { $0.name != "learning_rate" }
    let last = names.map { metric in
      MetricDifference(
        metric: metric.name,
        values: members.map { Field($0.epochs.last?.metric(metric.name)) }
      )
    }
    let best = names.filter { !$0.name.hasSuffix("norm") }.map { metric in
      MetricDifference(
        metric: "best_" + metric.name,
        values: members.map { member in
          let values = member.epochs.map { $0.metric(metric.name) ?? .nan }
          return Field(metric.best.index(in: values).map { values[$0] })
        }
      )
    }
    let counts = [
      MetricDifference(
        metric: "epochs_done",
        values: members.map { .integer($0.details.summary.epochsDone) }
      ),
      MetricDifference(
        metric: "seconds",
        values: members.map { .real($0.details.summary.seconds) }
      ),
    ]
    return (last + best + counts).filter { $0.values.contains { $0 != .empty } }
  }

  /// The columns of ``rows``: a name, the runs, and what each has more than the first.
  func columns(hasShortIDs: Bool) -> [Column] {
    let names = members.map { hasShortIDs ? $0.details.id.short : $0.details.id.description }
    return [Column("name", rank: 3)] + names.map { Column($0, .number, rank: 2) }
      + members.indices.dropFirst().map { index in
        Column(members.count == 2 ? "difference" : "difference_\(index + 1)", .number)
      }
  }

  /// Definitions and metrics as rows.
  var rows: [[Field]] {
    definitions.map { [.text($0.key)] + $0.values + $0.values.dropFirst().map { _ in .empty } }
      + metrics.map { [.text($0.metric)] + $0.values + $0.deltas.dropFirst() }
  }

  /// The curves of a metric, laid over each other.
  func curves(of metric: String, by axis: CurveAxis, count: Int? = nil) -> AlignedCurves {
    let curves = members.map { Curve($0.epochs, of: metric) }
    return count.map { AlignedCurves(curves, by: axis, count: $0) }
      ?? AlignedCurves(curves, by: axis)
  }

  /// The curves as lines of characters over the same axis and with the same heights.
  func sparklines(of metric: String, by axis: CurveAxis, style: TerminalStyle) -> String {
    let curves = curves(of: metric, by: axis, count: 60)
    let count = curves.positions.count
    let columns = members.indices.map { run in curves.values.map { $0[run] ?? .nan } }
    // Drawn as one line and cut apart, so that a height means the same in every run.
    let line = Array(
      Sparkline.render(
        Array(columns.joined()),
        width: count * columns.count,
        isASCII: style.isASCII
      )
    )
    let first = curves.positions.first.map { CountText.plain($0) } ?? ""
    let last = curves.positions.last.map { CountText.plain($0) } ?? ""
    let head = "\(metric) by \(axis.rawValue), \(first) to \(last)\n"
    return head
      + members.indices.map { run in
        let part = String(line[(run * count)..<((run + 1) * count)])
        let values = columns[run].filter(\.isFinite)
        let end = values.last.map { CountText.plain($0) } ?? ""
        return "\(members[run].details.id.short)  \(part)  \(end)\n"
      }.joined()
  }
}
