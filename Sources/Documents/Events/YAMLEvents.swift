internal import CYaml

/// A YAML file as events, by libyaml; the file must hold one document at most.
struct YAMLEvents: EventSource, ~Copyable {
  // libyaml keeps pointers into both, so they must not move.
  private let parser: UnsafeMutablePointer<yaml_parser_t>
  private let event: UnsafeMutablePointer<yaml_event_t>
  private let source: SourceFile
  private var hasSeenDocument = false
  private var isAtEnd = false

  /// Begins to read the bytes of a file, which must stay in place as long as this lives.
  init(_ source: SourceFile, bytes: UnsafeBufferPointer<UInt8>) throws(SyntaxError) {
    parser = .allocate(capacity: 1)
    event = .allocate(capacity: 1)
    parser.initialize(to: yaml_parser_t())
    event.initialize(to: yaml_event_t())
    self.source = source
    guard yaml_parser_initialize(parser) == 1 else {
      throw SyntaxError(.noMemory, at: .start)
    }
    // Said beforehand, or libyaml would also take UTF-16.
    yaml_parser_set_encoding(parser, YAML_UTF8_ENCODING)
    guard let start = bytes.baseAddress else {
      isAtEnd = true
      return
    }
    yaml_parser_set_input_string(parser, start, bytes.count)
  }

  deinit {
    yaml_parser_delete(parser)
    parser.deallocate()
    event.deallocate()
  }

  mutating func next() throws(SyntaxError) -> DocumentEvent {
    while try parse() {
      defer { yaml_event_delete(event) }
      if let translated = try translatedEvent() { return translated }
    }
    return DocumentEvent(kind: .end, position: Position(parser.pointee.mark))
  }

  mutating func next(into flat: inout FlatItem) throws(SyntaxError) -> DocumentEvent? {
    while try parse() {
      defer { yaml_event_delete(event) }
      if append(to: &flat) { return nil }
      if let translated = try translatedEvent() { return translated }
    }
    return DocumentEvent(kind: .end, position: Position(parser.pointee.mark))
  }

  /// Has libyaml read up to the next event; false at the end.
  private mutating func parse() throws(SyntaxError) -> Bool {
    guard !isAtEnd else { return false }
    guard yaml_parser_parse(parser, event) == 1 else {
      isAtEnd = true
      throw syntaxError(of: parser.pointee, in: source)
    }
    ReadingWork.add(1)
    return true
  }

  /// Adds the current event to a flat item, unless it has something unusual; no text is made of it.
  private func append(to flat: inout FlatItem) -> Bool {
    let position = Position(event.pointee.start_mark)
    switch event.pointee.type {
    case YAML_SCALAR_EVENT:
      guard event.pointee.data.scalar.anchor == nil, event.pointee.data.scalar.tag == nil,
        FlatItem.takesText(ofLength: event.pointee.data.scalar.length)
      else { return false }
      ReadingWork.add(event.pointee.data.scalar.length)
      flat.append(
        UnsafeBufferPointer(
          start: event.pointee.data.scalar.value, count: event.pointee.data.scalar.length),
        isPlain: event.pointee.data.scalar.style == YAML_PLAIN_SCALAR_STYLE, at: position)
    case YAML_SEQUENCE_START_EVENT where event.pointee.data.sequence_start.anchor == nil:
      flat.append(.beginSequence, at: position)
    case YAML_MAPPING_START_EVENT where event.pointee.data.mapping_start.anchor == nil:
      flat.append(.beginMapping, at: position)
    case YAML_SEQUENCE_END_EVENT: flat.append(.endSequence, at: position)
    case YAML_MAPPING_END_EVENT: flat.append(.endMapping, at: position)
    default: return false
    }
    return true
  }

  /// The current event in our terms, or nil for one that says nothing about values.
  private mutating func translatedEvent() throws(SyntaxError) -> DocumentEvent? {
    let position = Position(event.pointee.start_mark)
    switch event.pointee.type {
    case YAML_SCALAR_EVENT:
      let scalar = event.pointee.data.scalar
      return DocumentEvent(
        kind: .scalar(Node.Scalar(scalar)), position: position, anchor: text(scalar.anchor))
    case YAML_SEQUENCE_START_EVENT:
      let anchor = event.pointee.data.sequence_start.anchor
      return DocumentEvent(kind: .beginSequence, position: position, anchor: text(anchor))
    case YAML_MAPPING_START_EVENT:
      let anchor = event.pointee.data.mapping_start.anchor
      return DocumentEvent(kind: .beginMapping, position: position, anchor: text(anchor))
    case YAML_SEQUENCE_END_EVENT: return DocumentEvent(kind: .endSequence, position: position)
    case YAML_MAPPING_END_EVENT: return DocumentEvent(kind: .endMapping, position: position)
    case YAML_ALIAS_EVENT:
      let name = text(event.pointee.data.alias.anchor) ?? ""
      return DocumentEvent(kind: .alias(name), position: position)
    case YAML_DOCUMENT_START_EVENT: try beginDocument(at: position)
    case YAML_STREAM_END_EVENT: isAtEnd = true
    default: break
    }
    return nil
  }

  private mutating func beginDocument(at position: Position) throws(SyntaxError) {
    guard !hasSeenDocument else {
      isAtEnd = true
      throw SyntaxError(.secondDocument, at: position)
    }
    hasSeenDocument = true
  }
}

extension Position {
  /// A place as libyaml counts it, from 0.
  init(_ mark: yaml_mark_t) {
    self.init(line: Int(mark.line) + 1, column: Int(mark.column) + 1)
  }
}

extension Node.Scalar {
  fileprivate init(_ scalar: yaml_event_s.__Unnamed_union_data.__Unnamed_struct_scalar) {
    let bytes = UnsafeBufferPointer(start: scalar.value, count: scalar.length)
    ReadingWork.add(bytes.count)
    text = String(decoding: bytes, as: UTF8.self)
    isPlain = scalar.style == YAML_PLAIN_SCALAR_STYLE && !isTaggedAsText(scalar.tag)
  }
}

/// Whether a tag makes a text of what may look like a number: `!!str`, or the bare `!`.
private func isTaggedAsText(_ tag: UnsafePointer<yaml_char_t>?) -> Bool {
  guard let tag = text(tag) else { return false }
  return tag == YAML_STR_TAG || tag == "!"
}

/// A string of libyaml's, if there is one.
private func text(_ string: UnsafePointer<yaml_char_t>?) -> String? {
  string.map { String(cString: $0) }
}
