extension Node {
  /// The value under a key, or nil if this is no mapping or lacks the key; O(entries).
  public subscript(key: String) -> Node? {
    entry(key)?.value
  }

  /// The entry with a key, or nil if this is no mapping or lacks the key; O(entries).
  public func entry(_ key: String) -> Entry? {
    // Lengths are cheaper to compare than texts.
    let length = key.utf8.count
    ReadingWork.add(entries?.count ?? 0)
    return entries?.first { $0.key.utf8.count == length && $0.key == key }
  }

  /// The entries, or nil if this is no mapping.
  public var entries: [Entry]? {
    guard case .mapping(let entries) = content else { return nil }
    return entries
  }

  /// The items, or nil if this is no list.
  public var items: [Node]? {
    guard case .sequence(let items) = content else { return nil }
    return items
  }

  /// The scalar, or nil if this is a list or a mapping.
  public var scalar: Scalar? {
    guard case .scalar(let scalar) = content else { return nil }
    return scalar
  }

  /// Whether this is the absence of a value: an unquoted `null`, `~` or nothing at all.
  public var isNull: Bool {
    scalar?.isNull ?? false
  }

  /// The number that this is, or nil if it is none; see ``Scalar/number()``.
  public func number() -> Double? {
    scalar?.number()
  }

  /// The kind of the value in words that fit after "expected a number, found …".
  public var kindName: String {
    switch content {
    case .mapping: "a mapping"
    case .sequence: "a list"
    case .scalar(let scalar): scalar.kindName
    }
  }
}
