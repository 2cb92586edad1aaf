internal import Documents

/// A document that is written anew, with comments beside some of its entries.
indirect enum CommentedTree: Equatable {
  /// An entry of a mapping.
  struct Item: Equatable {
    var key: String
    var value: CommentedTree
    /// The comment at the end of the entry's line; one line.
    var comment: String?
  }

  case scalar(Node.Scalar)
  case list([CommentedTree])
  case mapping([Item])

  /// Takes a document as it was read; merge keys and aliases are written out.
  init(_ node: Node) {
    switch node.content {
    case .scalar(let scalar): self = .scalar(scalar)
    case .sequence(let items): self = .list(items.map(CommentedTree.init))
    case .mapping(let entries):
      self = .mapping(
        entries.map { Item(key: $0.key, value: CommentedTree($0.value), comment: nil) })
    }
  }

  /// The entries of a mapping; empty for anything else.
  private(set) var items: [Item] {
    get {
      guard case .mapping(let items) = self else { return [] }
      return items
    }
    set { self = .mapping(newValue) }
  }

  /// Sets the value at a path of keys; mappings that are missing are added.
  mutating func set(
    _ path: some Collection<String>, to value: CommentedTree, comment: String? = nil
  ) {
    guard let key = path.first else {
      self = value
      return
    }
    let rest = path.dropFirst()
    let place = items.firstIndex { $0.key == key } ?? items.count
    if place == items.count { items.append(Item(key: key, value: .mapping([]), comment: nil)) }
    items[place].value.set(rest, to: value, comment: comment)
    if rest.isEmpty { items[place].comment = comment }
  }

  /// Removes the entry at a path of keys, if it is there.
  mutating func remove(_ path: some Collection<String>) {
    guard let key = path.first, let place = items.firstIndex(where: { $0.key == key }) else {
      return
    }
    let rest = path.dropFirst()
    if rest.isEmpty { items.remove(at: place) } else { items[place].value.remove(rest) }
  }

  /// Whether some entry has a comment.
  var hasComments: Bool {
    switch self {
    case .scalar: false
    case .list(let items): items.contains { $0.hasComments }
    case .mapping(let items): items.contains { $0.comment != nil || $0.value.hasComments }
    }
  }
}
