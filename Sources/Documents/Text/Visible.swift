/// A text with visible replacements for its control characters.
///
/// C0 controls and DEL become their pictures (U+2400 and following); C1 controls, bidirectional
/// overrides, isolates and marks, and the line and paragraph separators become U+FFFD. Everything
/// that comes from a file passes through here before it is printed: a file must not be able to
/// move the cursor. O(length); text of printable ASCII comes back as it is.
public func visible(_ text: String) -> String {
  if text.utf8.allSatisfy({ 0x20...0x7E ~= $0 }) { return text }
  var shown = String.UnicodeScalarView()
  for scalar in text.unicodeScalars { shown.append(visible(scalar)) }
  return String(shown)
}

/// A scalar as it may be printed; one scalar becomes one scalar.
public func visible(_ scalar: Unicode.Scalar) -> Unicode.Scalar {
  switch scalar.value {
  case 0x00...0x1F: Unicode.Scalar(0x2400 + scalar.value) ?? "\u{FFFD}"
  case 0x7F: "\u{2421}"
  case 0x80...0x9F, 0x061C, 0x200E, 0x200F, 0x2028...0x202E, 0x2066...0x2069: "\u{FFFD}"
  default: scalar
  }
}
