/// A text cut, or filled up with blanks, to a width.
func fitted(_ text: String, _ width: Int) -> String {
  let text = shortened(text, width)
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
  var kept = ""
  var used = 0
  for character in text {
    let columns = displayWidth(of: character)
    guard used + columns < width else { break }
    kept.append(character)
    used += columns
  }
  return kept + "…"
}
