internal import Documents

/// The fields that models take from their base models, and those from theirs.
///
/// Each model is resolved once, whatever the length of the chains.
struct BaseModels {
  private let entries: [Node.Entry]
  private let places: [String: Int]

  /// For each model, once it is known, the fields that it has to give.
  private var resolved: [[Node.Entry]?]

  /// The models that the current chain has led through.
  private var isOnChain: [Bool]

  /// The number of models that were looked at so far.
  private(set) var stepCount = 0

  /// The fields that are inherited.
  private static let inherited = Set(ModelField.allCases.map(\.key)).subtracting([
    ModelField.base.key
  ])

  /// Prepares to resolve the models of a configuration.
  init(_ entries: [Node.Entry]) {
    self.entries = entries
    places = Dictionary(entries.enumerated().map { ($1.key, $0) }, uniquingKeysWith: { a, _ in a })
    resolved = [[Node.Entry]?](repeating: nil, count: entries.count)
    isOnChain = [Bool](repeating: false, count: entries.count)
  }

  /// The fields of a model together with those that it lacks and its base model has.
  mutating func completed(
    _ own: FieldReader, at place: Int, _ diagnostics: inout Diagnostics
  ) -> FieldReader {
    resolve(place, &diagnostics)
    let base = own.node[ModelField.base.key]?.scalar.flatMap { places[$0.text] }
    var node = own.node
    node.content = .mapping(
      merged(own.node.entries ?? [], with: base.flatMap { resolved[$0] } ?? []))
    return FieldReader(node, owner: own.owner, &diagnostics) ?? own
  }

  private mutating func resolve(_ place: Int, _ diagnostics: inout Diagnostics) {
    var names: [Int] = []
    var next: Int? = place
    while let current = next, resolved[current] == nil {
      stepCount += 1
      guard !isOnChain[current] else {
        reportCycle(names, backTo: current, &diagnostics)
        break
      }
      isOnChain[current] = true
      names.append(current)
      next = base(of: current, &diagnostics)
    }
    var inherited = next.flatMap { resolved[$0] } ?? []
    for current in names.reversed() {
      let own = entries[current].value.entries ?? []
      inherited = merged(own, with: inherited).filter { Self.inherited.contains($0.key) }
      resolved[current] = inherited
      isOnChain[current] = false
    }
  }

  /// The place of the base model of a model; nil if it has none, or one that is unknown.
  private func base(of place: Int, _ diagnostics: inout Diagnostics) -> Int? {
    let entry = entries[place]
    guard entry.value.entries != nil,
      let reader = FieldReader(entry.value, owner: "model \(entry.key)", &diagnostics),
      let value = reader.value(ModelField.base.key),
      let id = reader.name(ModelField.base.key, &diagnostics)
    else { return nil }
    if let base = places[id] { return base }
    diagnostics.error(
      "base_model of \(reader.owner) is unknown: \(id)", at: value.position,
      hint: suggestion(for: id, among: entries.lazy.map(\.key)))
    return nil
  }

  private func reportCycle(
    _ chain: [Int], backTo first: Int, _ diagnostics: inout Diagnostics
  ) {
    let cycle = (chain.drop { $0 != first } + [first]).map { entries[$0].key }
    let last = entries[chain.last ?? first].value
    diagnostics.error(
      "model \(entries[first].key) is its own base model: \(Documents.chain(of: cycle))",
      at: last[ModelField.base.key]?.position ?? last.position)
  }

  /// Own fields, and the inherited ones in place of those that are missing or null.
  private func merged(_ own: [Node.Entry], with inherited: [Node.Entry]) -> [Node.Entry] {
    ReadingWork.add(own.count + inherited.count)
    let stated = own.filter { !$0.value.isNull }
    let present = Set(stated.lazy.map(\.key))
    return stated + inherited.filter { !present.contains($0.key) }
  }
}
