/// Builds values from the events of one document.
///
/// Recursion is bounded by ``Limit/depth``. Children are gathered on two stacks that all levels
/// share, so that a list or mapping costs one allocation of the right size.
struct TreeBuilder<Source: EventSource & ~Copyable>: ~Copyable {
  var source: Source
  /// Steps that were taken already to see whether they can do without a tree.
  var taken = TakenSteps()
  var anchors = Anchors()
  var depth = 0
  var items: [Node] = []
  var entries: [Node.Entry] = []
  /// The sizes so far of the lists and mappings that are open.
  private var extents: [Extent] = []
  /// For each depth the keys of the last mapping there that had others than the one before.
  var shapes = [[String]](repeating: [], count: Limit.depth.largest + 1)

  init(_ source: consuming Source) {
    self.source = source
  }

  /// The next step: first those that were taken already.
  mutating func next() throws(SyntaxError) -> DocumentEvent {
    if !taken.isEmpty, let event = try taken.next() { return event }
    return try source.next()
  }

  /// Reads on to the end of the document; an empty one is a null.
  mutating func document(_ diagnostics: inout Diagnostics) throws(SyntaxError) -> Node {
    let first = try next()
    if case .end = first.kind { return .empty }
    let root = try node(from: first, &diagnostics)
    try expectEnd()
    return root
  }

  /// Checks that nothing follows the root; the event sources already refuse what could.
  mutating func expectEnd() throws(SyntaxError) {
    let event = try next()
    guard case .end = event.kind else {
      throw SyntaxError(.contentAfterEnd, at: event.position)
    }
  }

  /// The value that begins with an event.
  mutating func node(
    from event: DocumentEvent, _ diagnostics: inout Diagnostics
  ) throws(SyntaxError) -> Node {
    switch event.kind {
    case .scalar(let scalar):
      let node = Node(.scalar(scalar), at: event.position)
      if let name = event.anchor { anchors.define(name, as: node) }
      include(Extent())
      return node
    case .beginSequence: return try sequence(beginning: event, &diagnostics)
    case .beginMapping: return try mapping(beginning: event, &diagnostics)
    case .alias(let name):
      let (node, extent) = try anchors.expand(name, at: event.position, depth: depth)
      include(extent)
      return node
    case .endSequence, .endMapping, .end:
      throw SyntaxError(.missingValue, at: event.position)
    }
  }

  /// Steps into a list or mapping.
  mutating func enter(_ event: DocumentEvent) throws(SyntaxError) {
    guard depth < Limit.depth.largest else {
      throw SyntaxError(.tooDeep, at: event.position)
    }
    depth += 1
    extents.append(Extent(depth: 1))
    if let name = event.anchor { anchors.open(name, depth: depth) }
  }

  /// Steps out of a list or mapping that is now complete.
  mutating func leave(_ event: DocumentEvent, with node: Node) {
    let extent = extents.popLast() ?? Extent()
    if let name = event.anchor { anchors.close(name, as: node, depth: depth, extent: extent) }
    include(extent)
    depth -= 1
  }

  /// Counts a value as part of the innermost open list or mapping.
  private mutating func include(_ extent: Extent) {
    guard !extents.isEmpty else { return }
    extents[extents.count - 1].include(extent)
  }

  private mutating func sequence(
    beginning start: DocumentEvent, _ diagnostics: inout Diagnostics
  ) throws(SyntaxError) -> Node {
    try enter(start)
    let first = items.count
    while true {
      let event = try next()
      if case .endSequence = event.kind { break }
      let item = try node(from: event, &diagnostics)
      items.append(item)
    }
    let node = Node(.sequence(Array(items[first...])), at: start.position)
    items.removeLast(items.count - first)
    leave(start, with: node)
    return node
  }
}

extension Node {
  /// The value of an empty file.
  static let empty = Node(.scalar(Scalar(text: "", isPlain: true)), at: .start)
}
