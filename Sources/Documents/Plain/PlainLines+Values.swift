/// Values are added to a flat item from the place on; false as soon as one is not of the plainest kind.
extension PlainLines {
  /// Adds an item of a list that is indented so far, and moves to the line after it.
  mutating func appendItem(to item: inout FlatItem, indent: Int) -> Bool {
    guard isAt("-"), byte(ahead: 1) == UInt8(ascii: " ") else { return false }
    skip()
    skipSpaces()
    guard isAt("{") else {
      return appendBlockMapping(to: &item, indent: position.column - 1)
    }
    guard appendFlowMapping(to: &item), skipToEndOfLine() else { return false }
    nextLine()
    return self.indent <= indent
  }

  /// Adds a mapping of lines with the same indentation, and moves to the line after it.
  mutating func appendBlockMapping(to item: inout FlatItem, indent: Int) -> Bool {
    guard item.takesMore else { return false }
    item.append(.beginMapping, at: position)
    repeat {
      guard appendKey(to: &item, inFlow: false) else { return false }
      let end = position
      if skipToEndOfLine() {
        nextLine()
        if self.indent <= indent {
          item.append(EmptyCollection(), isPlain: true, at: end)
        } else if !appendBlockMapping(to: &item, indent: self.indent) {
          return false
        }
      } else {
        guard appendValue(to: &item, inFlow: false), skipToEndOfLine() else { return false }
        nextLine()
      }
      // A line that is further to the right goes on with the scalar.
      guard self.indent <= indent else { return false }
    } while self.indent == indent
    item.append(.endMapping, at: position)
    return true
  }

  /// Adds a mapping in braces.
  mutating func appendFlowMapping(to item: inout FlatItem) -> Bool {
    guard item.takesMore else { return false }
    item.append(.beginMapping, at: position)
    let isRead = appendFlowParts(upTo: "}") { lines in
      guard lines.appendKey(to: &item, inFlow: true) else { return false }
      lines.skipSpaces()
      return lines.appendValue(to: &item, inFlow: true)
    }
    item.append(.endMapping, at: position)
    return isRead
  }

  private mutating func appendFlowSequence(to item: inout FlatItem) -> Bool {
    guard item.takesMore else { return false }
    item.append(.beginSequence, at: position)
    let isRead = appendFlowParts(upTo: "]") { $0.appendValue(to: &item, inFlow: true) }
    item.append(.endSequence, at: position)
    return isRead
  }

  private mutating func appendFlowParts(
    upTo end: Unicode.Scalar, _ append: (inout PlainLines) -> Bool
  ) -> Bool {
    skip()
    skipSpaces()
    if isAt(end) {
      skip()
      return true
    }
    while append(&self) {
      skipSpaces()
      let isLast = isAt(end)
      guard isLast || isAt(",") else { return false }
      skip()
      if isLast { return true }
      skipSpaces()
    }
    return false
  }

  /// Adds a key and moves behind the colon.
  private mutating func appendKey(to item: inout FlatItem, inFlow: Bool) -> Bool {
    let start = offset
    guard appendScalar(to: &item, inFlow: inFlow), isAt(":"), isBlank(ahead: 1),
      offset - start <= Self.longestKey
    else { return false }
    skip()
    return true
  }

  /// The length in bytes up to which libyaml is sure to take a text for a key.
  private static let longestKey = 1000

  private mutating func appendValue(to item: inout FlatItem, inFlow: Bool) -> Bool {
    if isAt("{") { return appendFlowMapping(to: &item) }
    if isAt("[") { return appendFlowSequence(to: &item) }
    return appendScalar(to: &item, inFlow: inFlow)
  }
}
