/// The offset of the first byte that does not belong to well-formed UTF-8, or nil; O(length).
func firstByteOutsideUTF8(_ bytes: UnsafeBufferPointer<UInt8>) -> Int? {
  var offset = 0
  while offset < bytes.count {
    if bytes[offset] < 0x80 {
      offset += asciiLength(bytes, from: offset)
    } else if let length = sequenceLength(bytes, at: offset) {
      offset += length
    } else {
      return offset
    }
  }
  return nil
}

/// How many ASCII bytes follow, looked at eight at a time: most files hold nothing else.
private func asciiLength(_ bytes: UnsafeBufferPointer<UInt8>, from start: Int) -> Int {
  let raw = UnsafeRawBufferPointer(bytes)
  var offset = start
  while offset + 8 <= raw.count,
    raw.loadUnaligned(fromByteOffset: offset, as: UInt64.self) & 0x8080_8080_8080_8080 == 0
  {
    offset += 8
  }
  while offset < raw.count, raw[offset] < 0x80 { offset += 1 }
  return offset - start
}

/// The length of the multi-byte sequence at an offset, or nil if it is ill-formed.
///
/// The bounds of the second byte keep out overlong forms, surrogates and values above U+10FFFF
/// (Unicode, table 3-7).
private func sequenceLength(_ bytes: UnsafeBufferPointer<UInt8>, at offset: Int) -> Int? {
  let length: Int
  var second: ClosedRange<UInt8> = 0x80...0xBF
  switch bytes[offset] {
  case 0xC2...0xDF: length = 2
  case 0xE0: (length, second) = (3, 0xA0...0xBF)
  case 0xED: (length, second) = (3, 0x80...0x9F)
  case 0xE1...0xEF: length = 3
  case 0xF0: (length, second) = (4, 0x90...0xBF)
  case 0xF1...0xF3: length = 4
  case 0xF4: (length, second) = (4, 0x80...0x8F)
  default: return nil
  }
  guard offset + length <= bytes.count, second ~= bytes[offset + 1] else { return nil }
  let isComplete = (2..<length).allSatisfy { bytes[offset + $0] & 0xC0 == 0x80 }
  return isComplete ? length : nil
}
