/// A text that is written many times, laid out in words for ``ByteBuffer``.
struct Piece: Sendable {
  /// The first three words, which are all that most texts have.
  struct Head: BitwiseCopyable {
    let first: UInt64
    let second: UInt64
    let third: UInt64
  }

  let head: Head

  /// The words after these.
  let rest: [UInt64]

  /// The number of bytes.
  let count: Int

  /// The number of bytes of all words.
  let room: Int

  init(_ text: String) {
    var words: [UInt64] = [0, 0, 0]
    for (index, byte) in text.utf8.enumerated() {
      if index == 8 * words.count { words.append(0) }
      words[index / 8] |= UInt64(byte) << (8 * (index % 8))
    }
    words = words.map(\.littleEndian)
    head = Head(first: words[0], second: words[1], third: words[2])
    rest = Array(words[3...])
    count = text.utf8.count
    room = 8 * words.count
  }
}
