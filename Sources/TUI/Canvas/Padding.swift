/// A text with blanks after it, up to a width; one that is too long is cut in its middle.
func fitted(_ text: String, _ width: Int) -> String {
  let text = shortenedInMiddle(text, width)
  return text + String(repeating: " ", count: max(width - displayWidth(of: text), 0))
}

/// A text with blanks before it, up to a width.
func padded(_ text: String, _ width: Int) -> String {
  String(repeating: " ", count: max(width - displayWidth(of: text), 0)) + text
}

/// A text that ends in `…` if it is wider than a width.
func shortened(_ text: String, _ width: Int) -> String {
  guard displayWidth(of: text) > width else { return text }
  guard width > 0 else { return "" }
  return prefix(of: text, width: width - 1) + "…"
}

/// A text with `…` in its middle if it is wider than a width: names differ at their ends.
func shortenedInMiddle(_ text: String, _ width: Int) -> String {
  guard displayWidth(of: text) > width else { return text }
  guard width > 2 else { return shortened(text, width) }
  let tail = prefix(of: String(text.reversed()), width: (width - 1) / 2)
  return prefix(of: text, width: width - 1 - displayWidth(of: tail)) + "…" + String(tail.reversed())
}

/// The name of a node with `…` where it gives way if it is wider than a width.
///
/// The number of the request, at its end, tells more than the end of the node's id.
func shortenedNodeName(_ name: String, _ width: Int) -> String {
  guard displayWidth(of: name) > width, let slash = name.lastIndex(of: "/") else {
    return shortenedInMiddle(name, width)
  }
  let (request, node) = (String(name[..<slash]), String(name[name.index(after: slash)...]))
  let wanted = min(displayWidth(of: node), 4)
  // A short request stays whole, however little of its node is left.
  let room = max(width - 1 - wanted, min(displayWidth(of: request), width - 3))
  guard room > 5 else { return shortenedInMiddle(name, width) }
  let kept = shortenedInMiddle(request, room)
  return kept + "/" + shortened(node, width - 1 - displayWidth(of: kept))
}

/// The first characters of a text, up to a width.
func prefix(of text: String, width: Int) -> String {
  var kept = ""
  var used = 0
  for character in text {
    used += displayWidth(of: character)
    guard used <= width else { break }
    kept.append(character)
  }
  return kept
}
