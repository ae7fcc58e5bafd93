import Experiments
import Foundation
import Reports
import RunStore

/// Everything about one run on one screen.
struct RunSheet {
  let details: RunDetails
  let epochs: [EpochRecord]
  let style: TerminalStyle

  /// The sections, with a blank line between them.
  var text: String {
    [header, findings, definition, curves, numbers, layers, provenance].filter { !$0.isEmpty }
      .joined(separator: "\n")
  }

  private var summary: RunSummary { details.summary }

  private var header: String {
    var lines = ["run \(details.id)  \(standing)"]
    let place = [
      details.experiment.map { "experiment \(visible($0))" },
      details.sweep.map { "sweep \(visible($0))" },
      details.tags.isEmpty ? nil : "tags \(visible(details.tags.joined(separator: ", ")))",
    ]
    lines.append(place.compactMap(\.self).joined(separator: ", "))
    let times = [
      summary.startedAt.map { "started \(Self.moment($0))" },
      summary.finishedAt.map { "ended \(Self.moment($0))" },
    ]
    lines.append(times.compactMap(\.self).joined(separator: ", "))
    if let sizes = summary.sizes {
      let shape = sizes.map(String.init).joined(separator: "-")
      let examples = CountText.plain(Double(summary.examples) / summary.seconds)
      let time = DurationText.of(summary.seconds, isASCII: style.isASCII)
      let speed = summary.seconds > 0 ? ", \(examples) examples/s" : ""
      lines.append("\(shape) neurons, \(time) of training\(speed)")
    }
    if let note = details.note { lines.append("note: \(visible(note))") }
    return lines.filter { !$0.isEmpty }.joined(separator: "\n") + "\n"
  }

  private static func moment(_ milliseconds: Int) -> String {
    Date(timeIntervalSince1970: Double(milliseconds) / 1000).ISO8601Format()
  }

  /// The status and what explains it.
  private var standing: String {
    var text = "\(summary.status.rawValue), \(CountText.of(summary.epochsDone, "epoch"))"
    if let epoch = summary.divergedAt { text += ", diverged at \(epoch)" }
    if let epoch = summary.stoppedEarlyAt { text += ", stopped early at \(epoch)" }
    if let error = summary.error { text += ": \(visible(error))" }
    if details.isTrashed { text += ", in the trash" }
    return text
  }

  /// What its history shows, one sentence each.
  private var findings: String {
    guard !details.findings.isEmpty else { return "" }
    return "findings\n"
      + details.findings.map { "  \(FindingSentence.text($0))\n" }.joined()
  }

  /// What was chosen first, then what was left as it is by default.
  private var definition: String {
    let values = DefinitionKey.allCases.compactMap { key in
      details.definition.values[key].map { (key: key, value: $0) }
    }
    let isDefault = { (key: DefinitionKey, value: SettingValue) in
      key.standard == .fixed(value.description)
    }
    let block = { (name: String, pairs: [(key: DefinitionKey, value: SettingValue)]) in
      pairs.isEmpty
        ? ""
        : name + "\n"
          + KeyValueBlock.render(
            pairs.map { ($0.key.rawValue, Field($0.value)) },
            style: style
          )
    }
    return [
      block("definition", values.filter { !isDefault($0.key, $0.value) }),
      block("by default", values.filter { isDefault($0.key, $0.value) }),
    ].filter { !$0.isEmpty }.joined(separator: "\n")
  }

  private var measured: [(name: String, best: Best)] {
    EpochRecord.metrics.filter { metric in
      metric.name != "learning_rate" && epochs.contains { $0.metric(metric.name) != nil }
    }
  }

  private var curves: String {
    let width = measured.map { DisplayWidth.of($0.name) }.max() ?? 0
    return measured.filter { $0.name != "weight_norm" }.map { metric in
      CurveLine.render(
        metric.name,
        values: epochs.map { $0.metric(metric.name) ?? .nan },
        epochs: epochs.map(\.epoch),
        best: metric.best,
        style: style,
        nameWidth: width
      ) + "\n"
    }.joined()
  }

  private var numbers: String {
    guard let last = epochs.last else { return "" }
    let rows = measured.map { metric -> [Field] in
      let values = epochs.map { $0.metric(metric.name) ?? .nan }
      let best = metric.name.hasSuffix("norm") ? nil : metric.best.index(in: values)
      return [
        .text(metric.name), Field(last.metric(metric.name)), Field(best.map { values[$0] }),
        Field(best.map { epochs[$0].epoch }),
      ]
    }
    let columns = [
      Column("metric"), Column("last", .number), Column("best", .number),
      Column("at_epoch", .number),
    ]
    return table(columns, rows)
  }

  private var layers: String {
    guard let last = epochs.last, !last.layers.isEmpty else { return "" }
    return "layers after epoch \(last.epoch)\n"
      + table(LayerTable.columns, last.layers.map(LayerTable.row))
  }

  private var provenance: String {
    guard let environment = details.environment else { return "" }
    let commit = environment.gitCommit.map { hash in
      ", commit \(hash.prefix(10))\(environment.gitIsDirty == true ? " with changes" : "")"
    }
    return """
      trained by descent \(environment.programVersion) (kernel \(environment.kernel)) on \
      \(visible(environment.cpu)), \(visible(environment.operatingSystem))\(commit ?? "")
      command: \(visible(environment.commandLine))

      """
  }

  private func table(_ columns: [Column], _ rows: [[Field]]) -> String {
    var options = RowOptions()
    options.style = style
    return RowWriter.text(.table, columns: columns, rows: rows, options: options)
  }

  private func visible(_ text: String) -> String { VisibleText.of(text, asASCII: style.isASCII) }
}
