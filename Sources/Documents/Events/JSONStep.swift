/// One step through a JSON text; what means itself is not copied.
struct JSONStep {
  /// What happens.
  enum Kind {
    /// A number, a word, or a string without escapes: these bytes of the file.
    case literal(Range<Int>, isPlain: Bool)

    /// A string with its escapes resolved.
    case text([UInt8])

    case beginSequence, endSequence, beginMapping, endMapping, end
  }

  /// What happens.
  let kind: Kind

  /// Where it happens.
  let position: Position

  /// What happens as both formats tell it.
  func kind(in bytes: [UInt8]) -> Event.Kind {
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
