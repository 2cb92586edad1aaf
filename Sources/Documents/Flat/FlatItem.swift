/// A value of a document laid out flat: its parts in file order, all texts in one run of bytes.
///
/// It is filled anew for each item of a long list and so takes no memory for any of them. Only what
/// is usual is laid out: no anchors, aliases or tags, no huge values.
public struct FlatItem: Sendable {
  /// A scalar, or where a list or mapping begins or ends.
  struct Part: Sendable {
    enum Kind: UInt8 {
      case scalar, beginSequence, endSequence, beginMapping, endMapping
    }

    let kind: Kind

    /// Whether a scalar stood unquoted.
    let isPlain: Bool

    /// The offset of the text of a scalar.
    let start: Int32

    /// The length of that text.
    let length: Int32

    /// The index behind the parts of this value.
    var next: Int32

    let position: Position
  }

  /// The largest numbers of parts, bytes and levels of an item.
  private static let limits = (parts: 4096, bytes: 1 << 20, depth: 16)

  private(set) var parts: [Part] = []

  /// The texts of all scalars, one after the other.
  private(set) var bytes: [UInt8] = []

  /// The lists and mappings that are not complete.
  private var open: [Int32] = []

  /// Whether there is one value, and it is complete.
  var isComplete: Bool { open.isEmpty && !parts.isEmpty && parts[0].kind.isValue }

  /// Whether there is room for a value, which may not end before it begins.
  var takesMore: Bool {
    (parts.isEmpty || !open.isEmpty) && parts.count < Self.limits.parts
      && bytes.count < Self.limits.bytes && open.count < Self.limits.depth
  }

  /// Whether a text is short enough to be laid out, so that offsets fit into 32 bits.
  static func takesText(ofLength count: Int) -> Bool { count <= limits.bytes }

  mutating func removeAll() {
    parts.removeAll(keepingCapacity: true)
    bytes.removeAll(keepingCapacity: true)
    open.removeAll(keepingCapacity: true)
  }

  /// Adds a scalar.
  mutating func append(_ text: some Collection<UInt8>, isPlain: Bool, at position: Position) {
    let start = bytes.count
    bytes.append(contentsOf: text)
    append(.scalar, isPlain: isPlain, start: start, at: position)
  }

  /// Adds the beginning or the end of a list or mapping.
  mutating func append(_ kind: Part.Kind, at position: Position) {
    let index = Int32(parts.count)
    append(kind, isPlain: false, start: bytes.count, at: position)
    if kind.isValue {
      open.append(index)
    } else if let begin = open.popLast() {
      parts[Int(begin)].next = index + 1
    }
  }

  private mutating func append(
    _ kind: Part.Kind, isPlain: Bool, start: Int, at position: Position
  ) {
    parts.append(
      Part(
        kind: kind, isPlain: isPlain, start: Int32(start), length: Int32(bytes.count - start),
        next: Int32(parts.count + 1), position: position))
  }

  /// A part as a step through the document again.
  func event(_ index: Int) -> DocumentEvent {
    let part = parts[index]
    let kind: DocumentEvent.Kind =
      switch part.kind {
      case .scalar: .scalar(Node.Scalar(text: text(index), isPlain: part.isPlain))
      case .beginSequence: .beginSequence
      case .endSequence: .endSequence
      case .beginMapping: .beginMapping
      case .endMapping: .endMapping
      }
    return DocumentEvent(kind: kind, position: part.position)
  }
}

extension FlatItem.Part.Kind {
  /// Whether a value begins.
  var isValue: Bool { self != .endSequence && self != .endMapping }
}
