/// Values are told by their places among the parts; the whole item is at place 0.
extension FlatItem {
  /// Whether a mapping begins at a place.
  public func isMapping(_ place: Int) -> Bool { parts[place].kind == .beginMapping }

  /// Whether a scalar is at a place.
  public func isScalar(_ place: Int) -> Bool { parts[place].kind == .scalar }

  /// The position in the file at which the value at a place begins.
  public func position(_ place: Int) -> Position { parts[place].position }

  /// Whether a list begins at a place.
  public func isSequence(_ place: Int) -> Bool { parts[place].kind == .beginSequence }

  /// The place of the first item of a list, nil if it has none.
  public func firstItem(ofSequence place: Int) -> Int? { value(at: place + 1) }

  /// The place of the item after an item, nil if it was the last one.
  public func item(after item: Int) -> Int? { value(at: Int(parts[item].next)) }

  /// The place of the first key of a mapping, nil if it has none.
  public func firstKey(ofMapping place: Int) -> Int? { value(at: place + 1) }

  /// The place of the key after a key, nil if it was the last one; its value is right behind a key.
  public func key(after key: Int) -> Int? { item(after: key + 1) }

  private func value(at place: Int) -> Int? { parts[place].kind.isValue ? place : nil }

  /// The text of a scalar.
  public func text(_ place: Int) -> String {
    String(decoding: bytes[range(place)], as: UTF8.self)
  }

  /// Hands the bytes of the text of a scalar to a closure.
  public func withBytes<Result>(_ place: Int, _ body: (Span<UInt8>) -> Result) -> Result {
    body(bytes.span.extracting(range(place)))
  }

  /// Whether the text of a scalar is a certain one, byte for byte.
  public func text(_ place: Int, is text: String) -> Bool {
    let part = parts[place]
    guard part.kind == .scalar, Int(part.length) == text.utf8.count else { return false }
    return areEqual(bytes.span.extracting(range(place)), text.utf8.span)
  }

  /// Whether the value at a place is the absence of one.
  public func isNull(_ place: Int) -> Bool {
    let part = parts[place]
    guard part.kind == .scalar, part.isPlain, part.length <= 4 else { return false }
    return Node.Scalar(text: text(place), isPlain: true).isNull
  }

  /// The number that the value at a place is, or nil if it is none.
  public func number(_ place: Int) -> Double? {
    let part = parts[place]
    guard part.kind == .scalar, part.isPlain else { return nil }
    return decimal(bytes.span.extracting(range(place)), string: text(place))
  }

  /// Whether all keys are scalars of ASCII that differ within their mapping, and none of them merges
  /// another mapping; false also where mappings are large.
  ///
  /// - Complexity: O(parts), as mappings are small.
  public func hasPlainMappings() -> Bool {
    for place in parts.indices where parts[place].kind == .beginMapping {
      var (key, count) = (firstKey(ofMapping: place), 0)
      while let current = key {
        guard count < OpenMapping.linearCount, isPlainKey(current),
          isNew(current, inMapping: place)
        else { return false }
        key = self.key(after: current)
        count += 1
      }
    }
    return true
  }

  private func isPlainKey(_ place: Int) -> Bool {
    guard parts[place].kind == .scalar else { return false }
    let text = bytes.span.extracting(range(place))
    for index in text.indices where text[index] >= 0x80 { return false }
    return
      !(text.count == 2 && parts[place].isPlain && text[0] == text[1]
      && text[0] == UInt8(ascii: "<"))
  }

  private func isNew(_ key: Int, inMapping place: Int) -> Bool {
    var earlier = place + 1
    while earlier < key {
      ReadingWork.add(1)
      if hasSameText(earlier, key) { return false }
      earlier = Int(parts[earlier + 1].next)
    }
    return true
  }

  private func hasSameText(_ a: Int, _ b: Int) -> Bool {
    guard parts[a].length == parts[b].length else { return false }
    return areEqual(bytes.span.extracting(range(a)), bytes.span.extracting(range(b)))
  }

  private func range(_ place: Int) -> Range<Int> {
    let part = parts[place]
    return Int(part.start)..<Int(part.start + part.length)
  }
}

/// Whether two texts of the same length are the same.
private func areEqual(_ left: Span<UInt8>, _ right: Span<UInt8>) -> Bool {
  // Names of equal length mostly differ at their ends.
  var index = left.count
  while index > 0 {
    index -= 1
    guard left[index] == right[index] else { return false }
  }
  return true
}
