/// One step through a JSON text; bytes without escapes are not copied.
struct JSONStep {
  /// The kind of a step.
  enum Kind {
    /// A number, a word, or a string without escapes: these bytes of the file.
    case literal(Range<Int>, isPlain: Bool)

    /// A string with its escapes resolved.
    case text([UInt8])

    case beginSequence, endSequence, beginMapping, endMapping, end
  }

  /// The kind of the step.
  let kind: Kind

  /// The place of the step.
  let position: Position

  /// Whether the step has no text that is too long for a flat item.
  var fitsFlat: Bool {
    switch kind {
    case .literal(let range, _): FlatItem.takesText(ofLength: range.count)
    case .text(let text): FlatItem.takesText(ofLength: text.count)
    default: true
    }
  }

  /// The kind of the step in the terms of both formats.
  func kind(in bytes: [UInt8]) -> DocumentEvent.Kind {
    switch kind {
    case .literal(let range, let isPlain):
      .scalar(Node.Scalar(text: String(decoding: bytes[range], as: UTF8.self), isPlain: isPlain))
    case .text(let text):
      .scalar(Node.Scalar(text: String(decoding: text, as: UTF8.self), isPlain: false))
    case .beginSequence: .beginSequence
    case .endSequence: .endSequence
    case .beginMapping: .beginMapping
    case .endMapping: .endMapping
    case .end: .end
    }
  }
}
