/// The offset of the first byte that does not belong to well-formed UTF-8, or nil; O(length).
func firstByteOutsideUTF8(_ bytes: Span<UInt8>) -> Int? {
  do {
    _ = try UTF8Span(validating: bytes)
    return nil
  } catch {
    return error.byteOffsets.lowerBound
  }
}
