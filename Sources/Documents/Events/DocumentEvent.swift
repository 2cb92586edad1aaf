/// One step through a document, as both formats can tell it.
struct DocumentEvent {
  /// The kind of a step.
  enum Kind {
    /// A scalar: a value, or a key of a mapping.
    case scalar(Node.Scalar)

    /// A list begins; its items follow.
    case beginSequence

    /// The innermost list ends.
    case endSequence

    /// A mapping begins; keys and values follow in turns.
    case beginMapping

    /// The innermost mapping ends.
    case endMapping

    /// The value of an earlier anchor stands here again.
    case alias(String)

    /// The document is over.
    case end
  }

  /// The kind of the step.
  var kind: Kind

  /// The place of the step.
  var position: Position

  /// The name under which the value that begins here may be repeated.
  var anchor: String?
}

/// A document told step by step.
///
/// The steps are balanced: what the end of a list or mapping ends is the innermost open one.
protocol EventSource: ~Copyable {
  /// The next step; after the end, the end again.
  mutating func next() throws(SyntaxError) -> DocumentEvent

  /// Takes the next step and notes it in a flat item, or gives it back where it does not fit in there.
  mutating func next(into flat: inout FlatItem) throws(SyntaxError) -> DocumentEvent?
}
