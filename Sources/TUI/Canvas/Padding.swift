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
