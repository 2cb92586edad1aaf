/// The items of a list in the plainest YAML, laid out flat without libyaml.
///
/// It knows files whose first key is that of the list, and items that are mappings: over lines of their
/// own, or in braces on one line. Their scalars stand on one line, without escapes. At anything else it
/// gives up, before the item that has it, and libyaml reads that item and all others. So it never decides
/// what is wrong with a file, and need not know the whole of YAML.
///
/// libyaml looks up to a line ahead. So an item counts only once the next one is known to be plain too.
struct PlainItems {
  /// The result of looking for an item.
  private enum Finding {
    case item, end, unusual
  }

  private var lines: PlainLines

  /// The number of spaces before each item.
  private let indent: Int

  /// The place of the key.
  let keyPosition: Position

  /// The place of the list.
  let listPosition: Position

  /// The next item, if one is found.
  private var ahead = FlatItem()
  private var finding = Finding.unusual

  /// Begins to read; nil if the file does not begin with the key and a plain item.
  init?(_ bytes: UnsafeBufferPointer<UInt8>, key: String) {
    guard isPlainYAMLText(bytes) else { return nil }
    lines = PlainLines(bytes)
    keyPosition = lines.position
    guard lines.indent == 0 else { return nil }
    for byte in key.utf8 {
      guard lines.byte == byte else { return nil }
      lines.skip()
    }
    guard lines.isAt(":"), lines.isBlank(ahead: 1) else { return nil }
    lines.skip()
    guard lines.skipToEndOfLine() else { return nil }
    lines.nextLine()
    (indent, listPosition) = (lines.indent, lines.position)
    findItem()
    guard finding == .item else { return nil }
  }

  /// Whether all items were taken, and nothing follows them.
  var isAtEnd: Bool { finding == .end }

  /// The place that is reached.
  var position: Position { lines.position }

  /// Takes the next item; false if there is none, or none that is plain.
  mutating func take(into flat: inout FlatItem) -> Bool {
    guard finding == .item else { return false }
    swap(&flat, &ahead)
    ahead.removeAll()
    findItem()
    return finding != .unusual
  }

  private mutating func findItem() {
    if lines.indent < 0 { return finding = .end }
    let isPlain = lines.indent == indent && lines.appendItem(to: &ahead, indent: indent)
    finding = isPlain ? .item : .unusual
  }
}
