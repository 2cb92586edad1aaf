/// The paths of some places in a JSON file, such as `requests[3].node_id`.
///
/// They are found by reading the file once more, so that reading it the first time, and decoding
/// what was read, need not keep track of them.
struct JSONPaths {
  private var paths: [Position: String] = [:]

  /// Finds the paths of the keys and values at some places; of a file in YAML, none.
  init(of positions: Set<Position>, in source: SourceFile) {
    guard source.format == .json, !positions.isEmpty else { return }
    var events = JSONEvents(source)
    var levels: [Level] = []
    // A file that cannot be read to its end has no paths from the error on.
    while paths.count < positions.count, let event = try? events.next() {
      if case .end = event.kind { return }
      if event.begins, levels.count == Limit.depth.largest { return }
      guard levels.step(over: event), positions.contains(event.position) else { continue }
      let steps = event.begins ? levels.dropLast() : levels[...]
      paths[event.position] = steps.map(\.step).joined().drop { $0 == "." }.description
    }
  }

  /// The path of a place; empty for the root, nil if no key or value begins there.
  subscript(position: Position) -> String? {
    paths[position]
  }
}

/// One list or mapping on the way to a place.
private struct Level {
  let isMapping: Bool
  var index = -1
  var key = ""
  var awaitsKey: Bool

  init(isMapping: Bool) {
    self.isMapping = isMapping
    awaitsKey = isMapping
  }

  /// This part of the path.
  var step: String {
    guard isMapping else { return "[\(index)]" }
    let isSimple = !key.isEmpty && !key.contains { " .[]\"".contains($0) }
    return isSimple ? ".\(abbreviated(key))" : "[\"\(abbreviated(key))\"]"
  }
}

extension [Level] {
  /// Follows an event; whether a key or a value begins with it.
  fileprivate mutating func step(over event: DocumentEvent) -> Bool {
    switch event.kind {
    case .endSequence, .endMapping, .alias, .end:
      _ = popLast()
      return false
    case .scalar(let scalar):
      guard last?.awaitsKey == true else {
        beginValue()
        return true
      }
      self[endIndex - 1].key = scalar.text
      self[endIndex - 1].awaitsKey = false
      return true
    case .beginSequence, .beginMapping:
      beginValue()
      if case .beginMapping = event.kind {
        append(Level(isMapping: true))
      } else {
        append(Level(isMapping: false))
      }
      return true
    }
  }

  private mutating func beginValue() {
    guard !isEmpty else { return }
    self[endIndex - 1].index += 1
    self[endIndex - 1].awaitsKey = last?.isMapping == true
  }
}

extension DocumentEvent {
  /// Whether a list or mapping begins, which is not part of its own path.
  fileprivate var begins: Bool {
    switch kind {
    case .beginSequence, .beginMapping: true
    default: false
    }
  }
}
