/// The values of a document that aliases can repeat.
///
/// A repeated value shares its storage with the anchor's; the limit protects the code that walks
/// over the tree.
struct Anchors {
  private enum Anchor {
    /// The value is still being read, at this depth.
    case open(depth: Int)

    /// The value is known, with its size.
    case known(Node, extent: Extent)
  }

  private var anchors: [String: Anchor] = [:]
  private var expandedNodes = 0

  /// Notes the anchor of a scalar.
  mutating func define(_ name: String, as node: Node) {
    anchors[name] = .known(node, extent: Extent())
  }

  /// Notes the anchor of a list or mapping that begins.
  mutating func open(_ name: String, depth: Int) {
    anchors[name] = .open(depth: depth)
  }

  /// Notes the value of an open anchor, unless the name was given anew inside of the value.
  mutating func close(_ name: String, as node: Node, depth: Int, extent: Extent) {
    guard case .open(depth) = anchors[name] else { return }
    anchors[name] = .known(node, extent: extent)
  }

  /// The value that an alias at a depth stands for.
  mutating func expand(
    _ name: String, at position: Position, depth: Int
  ) throws(SyntaxError) -> (node: Node, extent: Extent) {
    guard let anchor = anchors[name] else {
      ReadingWork.add(anchors.count)
      let similar = nearest(to: name, among: anchors.keys.sorted())
      throw SyntaxError(.unknownAlias(name, suggestion: similar), at: position)
    }
    guard case .known(let node, let extent) = anchor else {
      throw SyntaxError(.recursiveAlias(name), at: position)
    }
    expandedNodes += extent.count
    guard expandedNodes <= Limit.aliasedValues.largest else {
      throw SyntaxError(.tooManyAliasedValues, at: position)
    }
    guard depth + extent.depth <= Limit.depth.largest else {
      throw SyntaxError(.tooDeepAlias, at: position)
    }
    return (node, extent)
  }
}

/// The size of a value when its aliases are written out.
struct Extent {
  /// The number of values in it, itself included.
  var count = 1

  /// The number of levels of lists and mappings.
  var depth = 0

  /// Adds the size of a part.
  mutating func include(_ part: Extent) {
    count += part.count
    depth = max(depth, part.depth + 1)
  }
}
