extension ByteBuffer {
  /// Appends a whole number.
  package mutating func append(_ number: Int) {
    if number < 0 { append(UInt8(ascii: "-")) }
    append(UInt64(number.magnitude), digits: 1)
  }

  /// Appends a number, with zeros in front if it has fewer digits.
  package mutating func append(_ number: UInt64, digits: Int) {
    guard number < 100_000_000, digits <= 8 else {
      let (high, low) = number.quotientAndRemainder(dividingBy: 100_000_000)
      append(high, digits: max(digits - 8, 1))
      return append(Word(low, digits: 8))
    }
    append(Word(number, digits: digits))
  }

  mutating func append(_ word: Word) { append(word.bits, length: word.length) }

  /// Appends a JSON list of whole numbers.
  mutating func appendJSON(_ numbers: Range<Int>) {
    append(UInt8(ascii: "["))
    appendItems(numbers)
    append(UInt8(ascii: "]"))
  }

  /// Appends whole numbers as the items of a JSON list, without its brackets.
  mutating func appendItems(_ numbers: Range<Int>) {
    guard let first = numbers.first else { return }
    append(first)
    for number in numbers.dropFirst() {
      append(0x202C, length: 2)
      append(number)
    }
  }
}
