/// A text from a file as a message quotes it: cut after 60 characters.
///
/// The places that a message points at are shown anyway, and a text may have gigabytes.
public func abbreviated(_ text: String) -> String {
  let length = 60
  // Four bytes make one scalar at most, so a short text is found out in constant time.
  guard text.utf8.count > length else { return text }
  let start = text.unicodeScalars.prefix(length)
  return start.endIndex == text.endIndex ? text : String(start) + "…"
}
