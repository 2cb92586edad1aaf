/// The values of a document that aliases can repeat.
///
/// A repeated value shares its storage with the anchor's, so what is limited here protects those
/// who walk over the tree.
struct Anchors {
  private enum Anchor {
    /// The value is still being read, at this depth.
    case open(depth: Int)

    /// The value is known; with how many values it holds, and how many levels.
    case known(Node, extent: Extent)
  }

  private var anchors: [String: Anchor] = [:]
  private var expandedNodes = 0

  /// Notes the anchor of a scalar.
  mutating func define(_ name: String, as node: Node, depth: Int) {
    anchors[name] = .known(node, extent: Extent(of: node))
  }

  /// Notes the anchor of a list or mapping that begins.
  mutating func open(_ name: String, depth: Int) {
    anchors[name] = .open(depth: depth)
  }

  /// Notes the value of an open anchor, unless the name was given anew inside of the value.
  mutating func close(_ name: String, as node: Node, depth: Int) {
    guard case .open(depth) = anchors[name] else { return }
    anchors[name] = .known(node, extent: Extent(of: node))
  }

  /// The value that an alias at a depth stands for.
  mutating func expand(
    _ name: String, at position: Position, depth: Int
  ) throws(SyntaxError) -> Node {
    guard let anchor = anchors[name] else {
      let similar = nearest(to: name, among: anchors.keys.sorted())
      throw SyntaxError(
        "unknown alias \"*\(name)\": no anchor \"&\(name)\" comes before it", at: position,
        hint: similar.map { "did you mean \"*\($0)\"?" })
    }
    guard case .known(let node, let extent) = anchor else {
      throw SyntaxError("alias \"*\(name)\" stands inside of its own anchor", at: position)
    }
    expandedNodes += extent.count
    guard expandedNodes <= Limit.aliasedValues.largest else {
      throw SyntaxError("aliases expand to \(Limit.aliasedValues.excess)", at: position)
    }
    guard depth + extent.depth <= Limit.depth.largest else {
      throw SyntaxError(
        "with this alias, nesting is deeper than \(Limit.depth.largest) levels", at: position)
    }
    return node
  }
}

/// How large a value is when it is written out.
private struct Extent {
  /// How many values it holds, itself included.
  var count = 1

  /// How many levels of lists and mappings it has.
  var depth = 0

  init(of node: Node) {
    switch node.content {
    case .scalar: return
    case .sequence(let items):
      for item in items { include(item) }
    case .mapping(let entries):
      for entry in entries { include(entry.value) }
    }
    depth += 1
  }

  private mutating func include(_ child: Node) {
    let extent = Extent(of: child)
    count += extent.count
    depth = max(depth, extent.depth)
  }
}
