internal import Foundation

extension ByteBuffer {
  /// Appends a number with two decimals, rounded as `printf` does.
  mutating func appendFixed(_ value: Double) {
    guard value >= 0x1p-10, value < 1e15 else {
      return append(value.bitPattern == 0 ? "0.00" : String(format: "%.2f", value))
    }
    let number = FixedPoint(value)
    var whole = number.whole
    var (cents, rest) = number.decimals(of: number.fraction, power: 100)
    // What lies in the middle goes to the even neighbour.
    let half = number.one / 2
    if rest > half || (rest == half && !cents.isMultiple(of: 2)) { cents += 1 }
    if cents == 100 { (whole, cents) = (whole + 1, 0) }
    if whole < 100_000 {
      var word = Word(whole * 100 + cents, digits: 3)
      word.insertPoint(beforeLast: 2)
      return append(word)
    }
    appendWithPoint(whole)
    append(Word(cents, digits: 2))
  }

  /// Appends a number as JSON: the shortest decimal that reads back as the same double.
  package mutating func appendJSON(_ value: Double?) {
    guard let value, value.isFinite else { return append("null") }
    if value.bitPattern == 0 { return append("0.0") }
    guard value >= 0x1p-10, value < 0x1p32, appendShortest(FixedPoint(value)) else {
      return append(value.description)
    }
  }

  /// Appends the shortest decimal that is nearer to a number than to any other double, of those the
  /// one nearest to it.
  ///
  /// Decimals are taken off the fraction, exactly, until what they make is less than half a unit away,
  /// as Steele and White do. Up to 2^32 units are smaller than a millionth, so that at most one number
  /// of six decimals is that near: the first six come at once.
  ///
  /// - Returns: false, and nothing is appended, where a decimal lies just in the middle between two
  ///   doubles, or the double between two decimals, or the next smaller double is nearer than the next
  ///   larger one: these are left to the library.
  private mutating func appendShortest(_ number: FixedPoint) -> Bool {
    var reach: UInt64 = 500_000
    var (millionths, rest) = number.decimals(of: number.fraction, power: 1_000_000)
    guard rest >= reach, number.one - rest >= reach else {
      if rest >= reach { millionths += 1 }
      append(number.whole + millionths / 1_000_000, millionths: millionths % 1_000_000)
      return true
    }
    // With more binary digits ten times the rest might not fit into a word.
    guard number.shift <= 60, number.fraction & (number.fraction - 1) != 0 || number.whole > 0
    else { return false }
    var (decimals, count) = (millionths, 6)
    // Four at once, unless fewer might do; that may be so only if four do.
    while reach < number.one / 20_000 {
      let (four, left) = number.decimals(of: rest, power: 10_000)
      guard left > reach * 10_000, number.one - left > reach * 10_000 else { break }
      (decimals, count) = (decimals * 10_000 + four, count + 4)
      (rest, reach) = (left, reach * 10_000)
    }
    while rest > reach, number.one - rest > reach {
      rest *= 10
      reach *= 10
      decimals = decimals * 10 + rest >> number.shift
      rest &= number.one - 1
      count += 1
    }
    let half = number.one / 2
    guard rest != reach, number.one - rest != reach, rest != half else { return false }
    if rest > half || rest > reach { decimals += 1 }
    appendWithPoint(number.whole)
    append(decimals, digits: count)
    return true
  }

  /// Appends a number and at least one decimal, but no zeros after that.
  private mutating func append(_ whole: UInt64, millionths: UInt64) {
    appendWithPoint(whole)
    let decimals = eightDigits(millionths) >> 16
    append(decimals | zeros, length: max(1, 8 - decimals.leadingZeroBitCount / 8))
  }

  private mutating func appendWithPoint(_ number: UInt64) {
    guard number < 10_000_000 else {
      append(number, digits: 1)
      return append(UInt8(ascii: "."))
    }
    var word = Word(number)
    word.append(UInt8(ascii: "."))
    append(word)
  }
}
