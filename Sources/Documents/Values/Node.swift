/// One value of a document: its content and where it stands.
///
/// A value that came through an alias keeps the place of its anchor, where its text is.
public struct Node: Sendable {
  /// The content of a value.
  public enum Content: Sendable {
    /// Text, a number, true, false or nothing; which of them is decided by who asks.
    case scalar(Scalar)

    /// The items of a list, in file order.
    case sequence([Node])

    /// The entries of a mapping, each key once: its own in file order, then the merged ones.
    case mapping([Entry])
  }

  /// A value without parts, as text.
  public struct Scalar: Hashable, Sendable {
    /// The text, with quotes and escapes resolved.
    public var text: String

    /// Whether the text stood unquoted, so that it may mean a number, a truth value or nothing.
    ///
    /// JSON strings are not plain; JSON numbers, `true`, `false` and `null` are.
    public var isPlain: Bool

    /// A scalar from its text and whether that stood unquoted.
    public init(text: String, isPlain: Bool) {
      self.text = text
      self.isPlain = isPlain
    }
  }

  /// One key of a mapping with its value.
  public struct Entry: Sendable {
    /// The key's text.
    public var key: String

    /// The place of the key.
    public var keyPosition: Position

    /// The value under the key.
    public var value: Node

    /// An entry from its parts.
    public init(key: String, keyPosition: Position, value: Node) {
      self.key = key
      self.keyPosition = keyPosition
      self.value = value
    }
  }

  /// The content.
  public var content: Content

  /// The place at which the value begins.
  public var position: Position

  /// A value from its content and place.
  public init(_ content: Content, at position: Position) {
    self.content = content
    self.position = position
  }
}
