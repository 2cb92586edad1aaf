/// Reads YAML and JSON files into values with places.
///
/// Duplicate keys, and merge keys with nothing to merge, are reported and reading goes on. It ends
/// with what is not YAML or JSON, not UTF-8, a second document, nesting deeper than 128 levels, a
/// key that is no scalar, and an alias that is unknown, recursive, or brings in too many values; see
/// ``Limit``.
public enum DocumentReader {
  /// Reads the only document of a file; an empty YAML file is a null at line 1, column 1.
  ///
  /// O(bytes).
  ///
  /// - Throws: what ended the reading; it is not among the diagnostics yet.
  public static func read(
    _ source: SourceFile, diagnostics: inout Diagnostics
  ) throws(SyntaxError) -> Node {
    try checkEncoding(source)
    switch source.format {
    case .yaml:
      return try source.bytes.withUnsafeBufferPointer { (bytes) throws(SyntaxError) in
        var builder = TreeBuilder(try YAMLEvents(source, bytes: bytes))
        return try builder.document(&diagnostics)
      }
    case .json:
      var builder = TreeBuilder(JSONEvents(source))
      return try builder.document(&diagnostics)
    }
  }

  /// Reads a file, handing out the items of the list under a key of its root.
  ///
  /// The items are read one at a time and not kept, so memory does not grow with their number; an
  /// item may use the anchors of those before it. O(bytes).
  ///
  /// - Parameters:
  ///   - source: The file.
  ///   - key: The key of the root under which the list is expected.
  ///   - streamsRoot: Whether the items are those of the root if that is a list itself.
  ///   - diagnostics: The problems of the file.
  ///   - flat: Is offered an item first, if there is nothing unusual about it, so that no tree need be
  ///     built; answers whether it takes it.
  ///   - body: Takes an item, and the diagnostics for what is wrong with it.
  /// - Returns: The root, with that list left empty. Where the root is no mapping, lacks the key,
  ///   or has something else under it, it shows that.
  /// - Throws: what ended the reading, perhaps after some items; it is not among the diagnostics
  ///   yet.
  public static func read(
    _ source: SourceFile, itemsOf key: String, orRoot streamsRoot: Bool = false,
    diagnostics: inout Diagnostics,
    flat: ((_ item: FlatItem) -> Bool)? = nil,
    body: (_ item: Node, _ diagnostics: inout Diagnostics) -> Void
  ) throws(SyntaxError) -> Node {
    try checkEncoding(source)
    switch source.format {
    case .yaml:
      return try source.bytes.withUnsafeBufferPointer { (bytes) throws(SyntaxError) in
        var builder = TreeBuilder(try YAMLListEvents(source, bytes: bytes, itemsOf: key))
        return try builder.document(
          itemsOf: key, orRoot: streamsRoot, &diagnostics, flat: flat, body: body)
      }
    case .json:
      var builder = TreeBuilder(JSONEvents(source))
      return try builder.document(
        itemsOf: key, orRoot: streamsRoot, &diagnostics, flat: flat, body: body)
    }
  }

  /// Refuses a file that is not UTF-8, at its first wrong byte.
  private static func checkEncoding(_ source: SourceFile) throws(SyntaxError) {
    guard let offset = firstByteOutsideUTF8(source.bytes.span) else { return }
    var cursor = LineCursor(source)
    cursor.advance(toOffset: offset)
    let isUTF16 =
      source.bytes.starts(with: [0xFF, 0xFE]) || source.bytes.starts(with: [0xFE, 0xFF])
    throw SyntaxError(.encoding(isUTF16: isUTF16), at: cursor.position)
  }
}
