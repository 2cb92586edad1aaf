/// Whether a text of well-formed UTF-8 has no tabs, and no characters that YAML forbids or takes for
/// line breaks beside the line feed.
///
/// O(length).
func isPlainYAMLText(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
  var (hasControl, hasOthers): (UInt8, UInt8) = (0, 0)
  for byte in bytes {
    let isControl = byte < 0x20 && byte != 0x0A || byte == 0x7F
    hasControl |= isControl ? 1 : 0
    hasOthers |= byte & 0x80
  }
  guard hasControl == 0 else { return false }
  return hasOthers == 0 || !hasUnusualScalars(bytes)
}

/// Whether a text has one of U+0080–U+009F, U+2028, U+2029, U+FEFF, U+FFFE and U+FFFF.
private func hasUnusualScalars(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
  for index in bytes.indices.dropLast() {
    let next = bytes[index + 1]
    switch bytes[index] {
    case 0xC2 where next < 0xA0: return true
    case 0xE2 where next == 0x80:
      if index + 2 < bytes.count, bytes[index + 2] & 0xFE == 0xA8 { return true }
    case 0xEF where next == 0xBB || next == 0xBF:
      let last: UInt8 = index + 2 < bytes.count ? bytes[index + 2] : 0
      if next == 0xBB ? last == 0xBF : last >= 0xBE { return true }
    default: break
    }
  }
  return false
}
