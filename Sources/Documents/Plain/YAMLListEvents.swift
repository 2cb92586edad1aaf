/// A YAML file as events: the plain items of a list under its first key without libyaml, all else by it.
struct YAMLListEvents: EventSource, ~Copyable {
  /// The steps before the items.
  private enum Stage {
    case root, key, list, items, rootEnd, end
  }

  private let key: String
  private var stage = Stage.root
  /// The plain items; nil once libyaml reads.
  private var items: Items?
  private var events: YAMLEvents
  /// The steps that were taken without libyaml, which are the first ones.
  private var takenCount = 0

  /// Plain items, found when they are wanted or by a thread of its own.
  private enum Items {
    case here(PlainItems)
    case ahead(PlainItemsAhead)

    var keyPosition: Position {
      switch self {
      case .here(let items): items.keyPosition
      case .ahead(let items): items.keyPosition
      }
    }

    var listPosition: Position {
      switch self {
      case .here(let items): items.listPosition
      case .ahead(let items): items.listPosition
      }
    }

    var isAtEnd: Bool {
      switch self {
      case .here(let items): items.isAtEnd
      case .ahead(let items): items.isAtEnd
      }
    }

    var position: Position {
      switch self {
      case .here(let items): items.position
      case .ahead(let items): items.position
      }
    }
  }

  /// The number of bytes from which on a second thread is worth its while.
  static let largeSize = 1 << 20

  /// Begins to read the bytes of a file, which must stay in place as long as this lives.
  init(
    _ source: SourceFile, bytes: UnsafeBufferPointer<UInt8>, itemsOf key: String,
    aheadFrom size: Int = Self.largeSize
  ) throws(SyntaxError) {
    self.key = key
    events = try YAMLEvents(source, bytes: bytes)
    items = PlainItems(bytes, key: key).map {
      bytes.count < size ? .here($0) : .ahead(PlainItemsAhead($0))
    }
  }

  deinit { if case .ahead(let items) = items { items.stop() } }

  mutating func next() throws(SyntaxError) -> DocumentEvent {
    if let event = try plainEvent() { return event }
    return try events.next()
  }

  mutating func next(into flat: inout FlatItem) throws(SyntaxError) -> DocumentEvent? {
    if let event = try plainEvent() { return event }
    return try events.next(into: &flat)
  }

  mutating func takeItem(into flat: inout FlatItem) throws(SyntaxError) -> Bool {
    guard stage == .items, takePlainItem(into: &flat) else { return false }
    takenCount += flat.parts.count
    return true
  }

  private mutating func takePlainItem(into flat: inout FlatItem) -> Bool {
    switch items {
    case .here(var found):
      // Moved out, so that it is not copied.
      items = nil
      defer { items = .here(found) }
      return found.take(into: &flat)
    case .ahead(let found): return found.take(into: &flat)
    case nil: return false
    }
  }

  /// The next step if it is known without libyaml.
  private mutating func plainEvent() throws(SyntaxError) -> DocumentEvent? {
    guard let items else { return nil }
    takenCount += 1
    switch stage {
    case .root:
      stage = .key
      return DocumentEvent(kind: .beginMapping, position: items.keyPosition)
    case .key:
      stage = .list
      let scalar = Node.Scalar(text: key, isPlain: true)
      return DocumentEvent(kind: .scalar(scalar), position: items.keyPosition)
    case .list:
      stage = .items
      return DocumentEvent(kind: .beginSequence, position: items.listPosition)
    case .items where items.isAtEnd:
      stage = .rootEnd
      return DocumentEvent(kind: .endSequence, position: items.position)
    case .items:
      try goOnWithLibrary()
      return nil
    case .rootEnd:
      stage = .end
      return DocumentEvent(kind: .endMapping, position: items.position)
    case .end: return DocumentEvent(kind: .end, position: items.position)
    }
  }

  /// Has libyaml read the file up to the first step that was not taken.
  private mutating func goOnWithLibrary() throws(SyntaxError) {
    if case .ahead(let items) = items { items.stop() }
    items = nil
    var skipped = FlatItem()
    for _ in 1..<takenCount {
      skipped.removeAll()
      _ = try events.next(into: &skipped)
    }
  }
}
