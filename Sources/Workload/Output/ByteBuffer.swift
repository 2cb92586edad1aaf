/// Bytes being put together: text, numbers, JSON.
///
/// Pieces and digits, which are written millions of times, are written eight bytes at a time.
package struct ByteBuffer {
  /// The bytes, then room for more, whose contents are arbitrary.
  private var storage: [UInt8] = []

  /// The number of bytes.
  package private(set) var count = 0

  /// Makes an empty buffer.
  package init() {}

  /// The bytes so far.
  package var bytes: ArraySlice<UInt8> { storage[..<count] }

  /// The bytes as text.
  package var text: String { String(decoding: bytes, as: UTF8.self) }

  /// Removes all bytes and keeps their room.
  package mutating func removeAll() { count = 0 }

  /// Appends a byte.
  package mutating func append(_ byte: UInt8) {
    makeRoom(1)
    storage[count] = byte
    count += 1
  }

  /// Appends the first bytes of a word, the lowest one first.
  mutating func append(_ word: UInt64, length: Int) {
    makeRoom(8)
    let end = count
    var span = storage.mutableSpan
    var raw = span.mutableBytes
    raw.storeBytes(of: word.littleEndian, toByteOffset: end, as: UInt64.self)
    count += length
  }

  mutating func append(_ piece: Piece) {
    makeRoom(piece.room)
    var offset = count
    count += piece.count
    var span = storage.mutableSpan
    var raw = span.mutableBytes
    raw.storeBytes(of: piece.head, toByteOffset: offset, as: Piece.Head.self)
    guard piece.room > 24 else { return }
    offset += 24
    for word in piece.rest {
      raw.storeBytes(of: word, toByteOffset: offset, as: UInt64.self)
      offset += 8
    }
  }

  /// Appends text as it is.
  package mutating func append(_ text: String) { append(text.utf8.span) }

  /// Appends bytes as they are.
  package mutating func append(_ piece: Span<UInt8>) {
    makeRoom(piece.count)
    let end = count
    piece.withUnsafeBufferPointer { source in
      storage.withUnsafeMutableBufferPointer { target in
        _ = UnsafeMutableBufferPointer(rebasing: target[end..<end + source.count])
          .update(fromContentsOf: source)
      }
    }
    count += piece.count
  }

  mutating func append(_ other: ByteBuffer) {
    append(other.storage.span.extracting(..<other.count))
  }

  /// Appends some of its own bytes once more.
  mutating func repeatBytes(_ range: Range<Int>) {
    makeRoom(range.count)
    let distance = count - range.lowerBound
    var span = storage.mutableSpan
    for index in range { span[index + distance] = span[index] }
    count += range.count
  }

  /// Appends text of which every byte is printable ASCII and none has to be escaped.
  ///
  /// - Returns: whether it is such a text; if not, nothing is appended.
  mutating func appendPlain(_ text: String, isPlain: (UInt8) -> Bool) -> Bool {
    let piece = text.utf8.span
    makeRoom(piece.count)
    let end = count
    var span = storage.mutableSpan
    for index in piece.indices {
      guard isPlain(piece[index]) else { return false }
      span[end + index] = piece[index]
    }
    count += piece.count
    return true
  }

  /// Sees to it that so many bytes can be stored behind the last one.
  @inline(__always)
  private mutating func makeRoom(_ length: Int) {
    if storage.count - count < length { grow(length) }
  }

  @inline(never)
  private mutating func grow(_ length: Int) {
    let missing = count + length - storage.count
    storage.append(contentsOf: repeatElement(0, count: max(missing, storage.count, 64)))
  }
}
