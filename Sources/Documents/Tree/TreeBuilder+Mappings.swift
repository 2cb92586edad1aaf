/// A mapping that is being read.
struct OpenMapping {
  /// The number of entries up to which they are searched one by one.
  static let linearCount = 16

  /// The event that began it.
  let start: DocumentEvent

  /// The index of its first entry on the shared stack.
  let first: Int

  /// Whether its keys so far are those of the shape of its depth.
  var followsShape = true

  /// The places of all its keys, once it has more than ``linearCount``.
  var places: [String: Int] = [:]

  /// The key `<<` and its value.
  var merge: Node.Entry?
}

/// A key that has been read, and the use of its value.
struct MappingKey {
  /// The use of a value.
  enum Role {
    /// It is the entry's.
    case own

    /// It is a mapping, or a list of mappings, whose entries are added to the own ones.
    case merge

    /// It is read and dropped: the key was there before.
    case duplicate
  }

  let text: String
  let position: Position
  let role: Role
}

extension TreeBuilder where Source: ~Copyable {
  mutating func mapping(
    beginning start: DocumentEvent, _ diagnostics: inout Diagnostics
  ) throws(SyntaxError) -> Node {
    var mapping = try beginMapping(start)
    while let key = try nextKey(in: mapping, &diagnostics) {
      let value = try node(from: try next(), &diagnostics)
      add(value, under: key, to: &mapping)
    }
    return end(mapping, &diagnostics)
  }

  mutating func beginMapping(_ start: DocumentEvent) throws(SyntaxError) -> OpenMapping {
    try enter(start)
    return OpenMapping(start: start, first: entries.count)
  }

  /// Reads a key, or nil at the end of the mapping.
  mutating func nextKey(
    in mapping: borrowing OpenMapping, _ diagnostics: inout Diagnostics
  ) throws(SyntaxError) -> MappingKey? {
    let event = try next()
    if case .endMapping = event.kind { return nil }
    guard let scalar = try node(from: event, &diagnostics).scalar else {
      throw SyntaxError(.compositeKey, at: event.position)
    }
    let isMerge = scalar.isPlain && scalar.text == "<<"
    let earlier = isMerge ? mapping.merge : entry(scalar.text, in: mapping)
    if let earlier {
      diagnostics.error(
        "duplicate key \"\(abbreviated(scalar.text))\"; the first one is on line \(earlier.keyPosition.line)",
        at: event.position)
      return MappingKey(text: scalar.text, position: event.position, role: .duplicate)
    }
    return MappingKey(text: scalar.text, position: event.position, role: isMerge ? .merge : .own)
  }

  mutating func add(_ value: Node, under key: MappingKey, to mapping: inout OpenMapping) {
    let entry = Node.Entry(key: key.text, keyPosition: key.position, value: value)
    switch key.role {
    case .own: append(entry, to: &mapping)
    case .merge: mapping.merge = entry
    case .duplicate: break
    }
  }

  mutating func end(_ open: consuming OpenMapping, _ diagnostics: inout Diagnostics) -> Node {
    var mapping = open
    if let merge = mapping.merge { addMerged(merge.value, to: &mapping, &diagnostics) }
    if !mapping.followsShape { shapes[depth] = entries[mapping.first...].map(\.key) }
    let node = Node(.mapping(Array(entries[mapping.first...])), at: mapping.start.position)
    entries.removeLast(entries.count - mapping.first)
    leave(mapping.start, with: node)
    return node
  }

  /// Adds the entries of the mappings under `<<` whose keys are not there yet.
  private mutating func addMerged(
    _ value: Node, to mapping: inout OpenMapping, _ diagnostics: inout Diagnostics
  ) {
    for base in value.items ?? [value] {
      guard let inherited = base.entries else {
        diagnostics.error(
          "\"<<\" takes a mapping or a list of mappings, not \(base.kindName)", at: base.position)
        continue
      }
      for inherited in inherited where entry(inherited.key, in: mapping) == nil {
        append(inherited, to: &mapping)
      }
    }
  }

  private mutating func append(_ entry: Node.Entry, to mapping: inout OpenMapping) {
    mapping.followsShape =
      mapping.followsShape && isNext(entry.key, at: entries.count - mapping.first)
    entries.append(entry)
    let count = entries.count - mapping.first
    if count == OpenMapping.linearCount + 1 {
      for (place, entry) in entries[mapping.first...].enumerated() {
        mapping.places[entry.key] = place
      }
    } else if count > OpenMapping.linearCount {
      mapping.places[entry.key] = count - 1
    }
  }

  private func entry(_ key: String, in mapping: borrowing OpenMapping) -> Node.Entry? {
    if mapping.followsShape, isNext(key, at: entries.count - mapping.first) { return nil }
    ReadingWork.add(min(entries.count - mapping.first, OpenMapping.linearCount))
    guard entries.count - mapping.first > OpenMapping.linearCount else {
      return entries[mapping.first...].first { $0.key == key }
    }
    return mapping.places[key].map { entries[mapping.first + $0] }
  }

  /// Whether the shape of this depth has a key at a place.
  ///
  /// The keys of a shape differ from one another. So a mapping that repeats them one by one, as the
  /// items of a long list do, repeats none of its own.
  private func isNext(_ key: String, at place: Int) -> Bool {
    place < shapes[depth].count && shapes[depth][place] == key
  }
}
