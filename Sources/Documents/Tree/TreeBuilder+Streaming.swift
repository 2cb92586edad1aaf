extension TreeBuilder where Source: ~Copyable {
  /// Reads a document, handing out the items of a list in its root, or of the root if that is a list
  /// and is wanted.
  mutating func document(
    itemsOf streamed: String, orRoot streamsRoot: Bool, _ diagnostics: inout Diagnostics,
    flat: ((FlatItem) -> Bool)?,
    body: (Node, inout Diagnostics) -> Void
  ) throws(SyntaxError) -> Node {
    let start = try next()
    if case .end = start.kind { return .empty }
    guard case .beginMapping = start.kind else {
      let root =
        streamsRoot && start.beginsUnnamedSequence
        ? try stream(beginning: start, &diagnostics, flat: flat, body: body)
        : try node(from: start, &diagnostics)
      try expectEnd()
      return root
    }
    var mapping = try beginMapping(start)
    while let key = try nextKey(in: mapping, &diagnostics) {
      let event = try next()
      let value =
        key.role == .own && key.text == streamed && event.beginsUnnamedSequence
        ? try stream(beginning: event, &diagnostics, flat: flat, body: body)
        : try node(from: event, &diagnostics)
      add(value, under: key, to: &mapping)
    }
    let root = end(mapping, &diagnostics)
    try expectEnd()
    return root.handingOut(streamed, &diagnostics, body: body)
  }

  /// Hands out the items of a list and returns it without them.
  private mutating func stream(
    beginning start: DocumentEvent, _ diagnostics: inout Diagnostics, flat: ((FlatItem) -> Bool)?,
    body: (Node, inout Diagnostics) -> Void
  ) throws(SyntaxError) -> Node {
    try enter(start)
    while true {
      if let flat {
        taken.takeValue(of: &source)
        if taken.flat.isComplete, flat(taken.flat) {
          taken.removeAll()
          continue
        }
      }
      let event = try next()
      if case .endSequence = event.kind { break }
      let item = try node(from: event, &diagnostics)
      body(item, &diagnostics)
    }
    let node = Node(.sequence([]), at: start.position)
    leave(start, with: node)
    return node
  }
}

extension DocumentEvent {
  /// Whether a list begins that no alias can ask for later, so that its items need not be kept.
  fileprivate var beginsUnnamedSequence: Bool {
    guard case .beginSequence = kind else { return false }
    return anchor == nil
  }
}

extension Node {
  /// Hands out the items that are still under a key because an anchor or alias had them kept.
  fileprivate func handingOut(
    _ key: String, _ diagnostics: inout Diagnostics, body: (Node, inout Diagnostics) -> Void
  ) -> Node {
    guard case .mapping(var entries) = content,
      let index = entries.firstIndex(where: { $0.key == key }),
      let items = entries[index].value.items
    else { return self }
    for item in items { body(item, &diagnostics) }
    entries[index].value.content = .sequence([])
    return Node(.mapping(entries), at: position)
  }
}
