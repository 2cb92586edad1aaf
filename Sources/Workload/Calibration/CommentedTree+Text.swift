internal import Documents

extension CommentedTree {
  /// The longest list or mapping that is written on one line, in bytes.
  private static let longestLine = 90

  /// The document as YAML.
  var yaml: String {
    var text = ByteBuffer()
    append(to: &text, indent: 0)
    return text.text
  }

  /// The document as JSON, without the comments.
  var json: String {
    var text = ByteBuffer()
    appendJSON(to: &text, indent: 0)
    text.append("\n")
    return text.text
  }

  // MARK: - YAML

  /// Appends the lines of a block, each ended.
  private func append(to text: inout ByteBuffer, indent: Int) {
    let margin = String(repeating: " ", count: indent)
    switch self {
    case .scalar, .list([]), .mapping([]): text.append("\(margin)\(oneLine)\n")
    case .list(let items):
      for item in items {
        text.append("\(margin)- ")
        item.appendItem(to: &text, indent: indent + 2)
      }
    case .mapping(let items):
      for item in items {
        text.append(margin)
        item.append(to: &text, indent: indent)
      }
    }
  }

  /// Appends an item of a list, whose dash stands there already.
  private func appendItem(to text: inout ByteBuffer, indent: Int) {
    guard !fitsOnOneLine, case .mapping(let items) = self else {
      guard fitsOnOneLine else {
        text.append("\n")
        return append(to: &text, indent: indent)
      }
      return text.append("\(oneLine)\n")
    }
    for (place, item) in items.enumerated() {
      if place > 0 { text.append(String(repeating: " ", count: indent)) }
      item.append(to: &text, indent: indent)
    }
  }

  /// Whether the value is written on the line of its key or dash.
  ///
  /// Mappings under a key get lines of their own, however short they are.
  fileprivate var fitsOnOneLine: Bool {
    if case .scalar = self { return true }
    return !hasComments && oneLine.utf8.count <= Self.longestLine
  }

  /// The value in brackets and braces.
  fileprivate var oneLine: String {
    switch self {
    case .scalar(let scalar): scalar.yaml
    case .list(let items): "[" + items.map(\.oneLine).joined(separator: ", ") + "]"
    case .mapping(let items):
      "{" + items.map { "\($0.key.yamlKey): \($0.value.oneLine)" }.joined(separator: ", ") + "}"
    }
  }

  // MARK: - JSON

  private func appendJSON(to text: inout ByteBuffer, indent: Int) {
    let margin = String(repeating: " ", count: indent)
    switch self {
    case .scalar(let scalar): text.append(scalar.json)
    case .list([]): text.append("[]")
    case .mapping([]): text.append("{}")
    case .list(let items):
      for (place, item) in items.enumerated() {
        text.append("\(place == 0 ? "[" : ",")\n\(margin)  ")
        item.appendJSON(to: &text, indent: indent + 2)
      }
      text.append("\n\(margin)]")
    case .mapping(let items):
      for (place, item) in items.enumerated() {
        text.append("\(place == 0 ? "{" : ",")\n\(margin)  ")
        text.appendJSON(item.key)
        text.append(": ")
        item.value.appendJSON(to: &text, indent: indent + 2)
      }
      text.append("\n\(margin)}")
    }
  }
}

extension CommentedTree.Item {
  /// Appends the entry, whose margin stands there already, and the lines below it.
  fileprivate func append(to text: inout ByteBuffer, indent: Int) {
    text.append("\(key.yamlKey):")
    let note = comment.map { "  # \($0)" } ?? ""
    switch value {
    case .scalar, .mapping([]): text.append(" \(value.oneLine)\(note)\n")
    case .list where value.fitsOnOneLine && !value.holdsMappings:
      text.append(" \(value.oneLine)\(note)\n")
    case .list, .mapping:
      text.append("\(note)\n")
      value.append(to: &text, indent: indent + 2)
    }
  }
}

extension CommentedTree {
  /// Whether a list has mappings among its items, which get a line each.
  fileprivate var holdsMappings: Bool {
    guard case .list(let items) = self else { return false }
    return items.contains { if case .mapping = $0 { true } else { false } }
  }
}

extension Node.Scalar {
  /// The scalar as YAML; what stood unquoted and cannot be misread stays unquoted.
  fileprivate var yaml: String {
    if isNull { return "null" }
    if isPlain, text.isPlainYAML { return text }
    return quoted(text)
  }

  /// The scalar as JSON; numbers that JSON writes otherwise are written anew.
  fileprivate var json: String {
    if isNull { return "null" }
    if let truth { return truth ? "true" : "false" }
    guard isPlain, let number = number(), number.isFinite else { return quoted(text) }
    var buffer = ByteBuffer()
    if let whole = Int(exactly: number) { buffer.append(whole) } else { buffer.appendJSON(number) }
    return buffer.text
  }
}

extension String {
  /// The text as a key of a YAML mapping.
  fileprivate var yamlKey: String {
    let isName = isPlainYAML && !Node.Scalar(text: self, isPlain: true).hasOtherMeaning
    return isName ? self : quoted(self)
  }

  /// Whether YAML reads the text unquoted as itself, in braces too.
  fileprivate var isPlainYAML: Bool {
    guard let first = utf8.first, first != UInt8(ascii: " "), utf8.last != UInt8(ascii: " ") else {
      return false
    }
    let isMarked = first == UInt8(ascii: "-") && utf8.dropFirst().first.map(isDigit) != true
    return !isMarked
      && utf8.allSatisfy { byte in
        isDigit(byte) || UInt8(ascii: "a")...UInt8(ascii: "z") ~= byte | 0x20
          || " _-./+".utf8.contains(byte)
      }
  }
}

private func isDigit(_ byte: UInt8) -> Bool { UInt8(ascii: "0")...UInt8(ascii: "9") ~= byte }

extension Node.Scalar {
  /// Whether the unquoted text is taken for something else than text by some reader.
  fileprivate var hasOtherMeaning: Bool { isNull || truth != nil || number() != nil }
}

private func quoted(_ text: String) -> String {
  var buffer = ByteBuffer()
  buffer.appendJSON(text)
  return buffer.text
}
