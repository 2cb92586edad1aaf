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
