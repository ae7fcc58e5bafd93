import Experiments
import Reports
import RunStore

/// Groups of runs that are compared pair by pair; the runs of a pair agree in some keys.
struct Pairing {
  /// What the runs of a pair agree in.
  let keys: [RunColumn]
  private var groups: [PairedComparison.Group] = []
  private var places: [String: Int] = [:]

  /// Starts without groups.
  init(by keys: [RunColumn]) { self.keys = keys }

  /// Groups runs by the first `count` keys; pairs agree in the others.
  ///
  /// - Throws: as ``add(_:_:to:)``.
  init(_ candidates: Candidates, by count: Int) throws {
    self.init(by: Array(candidates.keys.dropFirst(count)))
    for member in candidates.members() {
      let named = zip(candidates.keys, member.keys).prefix(count)
      let group = named.map { "\($0.name)=\($1.word)" }.joined(separator: " ")
      try add(member.value, Array(member.keys.dropFirst(count)), to: group)
    }
  }

  /// Adds a run, its metric and the values of ``keys``, to the group of a name.
  ///
  /// - Throws: ``Failure/usage(_:hint:)`` where the group has a run with the same values.
  mutating func add(_ value: Double?, _ pair: [Field], to group: String) throws {
    let place = places[group] ?? groups.count
    if place == groups.count {
      places[group] = place
      groups.append(PairedComparison.Group(name: group, values: [:]))
    }
    let name = Field.text(pair.map(\.word).joined(separator: " "))
    guard groups[place].values.updateValue(value ?? .nan, forKey: name) == nil else {
      let names = keys.map(\.name).joined(separator: ", ")
      throw Failure.usage(
        "'\(group)' has several runs that agree in \(names.isEmpty ? "everything" : names)",
        hint: "--over names what tells the runs of a group apart"
      )
    }
  }

  /// The rows of ``PairedComparison``, each group compared with the first.
  var rows: [[Field]] {
    guard let first = groups.first else { return [] }
    return PairedComparison.compare(Array(groups.dropFirst()), with: first).map(\.row)
  }
}

extension Field {
  /// The value as a word of a name.
  fileprivate var word: String {
    switch self {
    case .empty: "none"
    case .integer(let value): String(value)
    case .real(let value): NumberText.shortest(value)
    case .boolean(let value): String(value)
    case .text(let value): value
    case .list(let value): SettingValue.list(value).description
    case .estimate(let value): NumberText.shortest(value.mean)
    }
  }
}
