/// Reads ISO 8601 timestamps: `2024-01-01T10:00:00.250+01:00`.
///
/// A space may stand for the T; seconds, their fraction and the zone may be missing (UTC then), and
/// the time as a whole too (midnight then). The resolution is one microsecond; further digits are
/// dropped.
package struct Timestamp {
  /// Microseconds since 1970.
  package let microseconds: Int64

  /// Reads a timestamp; nil if the text is not one.
  ///
  /// - Complexity: O(length); no memory is taken.
  package init?(_ text: String) { self.init(text.utf8.span) }

  /// Reads a timestamp from its bytes.
  package init?(_ text: Span<UInt8>) {
    let parsed = text.withUnsafeBufferPointer { bytes -> Int64? in
      var scanner = Scanner(bytes: bytes)
      return scanner.timestamp()
    }
    guard let parsed else { return nil }
    microseconds = parsed
  }

  private struct Scanner {
    let bytes: UnsafeBufferPointer<UInt8>
    var position = 0

    init(bytes: UnsafeBufferPointer<UInt8>) { self.bytes = bytes }

    mutating func timestamp() -> Int64? {
      guard let year = digits(4), skip("-"), let month = digits(2), skip("-"),
        let day = digits(2), let days = daysSince1970(year: year, month: month, day: day)
      else { return nil }
      var seconds = days * 86_400
      var fraction: Int64 = 0
      if skip("T") || skip("t") || skip(" ") {
        guard let time = timeOfDay(), let offset = zone() else { return nil }
        seconds += time.seconds - offset
        fraction = time.microseconds
      }
      guard position == bytes.count else { return nil }
      return seconds * 1_000_000 + fraction
    }

    private mutating func timeOfDay() -> (seconds: Int64, microseconds: Int64)? {
      guard let hour = digits(2), hour < 24, skip(":"), let minute = digits(2), minute < 60 else {
        return nil
      }
      let start = Int64(hour * 3600 + minute * 60)
      guard skip(":") else { return (start, 0) }
      guard let second = digits(2), second < 60 else { return nil }
      guard skip(".") || skip(",") else { return (start + Int64(second), 0) }
      guard let microseconds = fraction() else { return nil }
      return (start + Int64(second), microseconds)
    }

    /// The digits behind the point, cut at six.
    private mutating func fraction() -> Int64? {
      var (value, count) = (Int64(0), 0)
      while let digit = digit() {
        if count < 6 { value = value * 10 + Int64(digit) }
        count += 1
      }
      guard count > 0 else { return nil }
      for _ in count..<max(count, 6) { value *= 10 }
      return value
    }

    /// The offset from UTC in seconds; 0 if none is given.
    private mutating func zone() -> Int64? {
      _ = skip(" ")
      guard position < bytes.count else { return 0 }
      if skip("Z") || skip("z") { return 0 }
      let isWest = skip("-")
      guard isWest || skip("+"), let hour = digits(2), hour < 24 else { return nil }
      var minute = 0
      if position < bytes.count {
        _ = skip(":")
        guard let given = digits(2), given < 60 else { return nil }
        minute = given
      }
      let offset = Int64(hour * 3600 + minute * 60)
      return isWest ? -offset : offset
    }

    private mutating func digits(_ count: Int) -> Int? {
      var value = 0
      for _ in 0..<count {
        guard let digit = digit() else { return nil }
        value = value * 10 + digit
      }
      return value
    }

    private mutating func digit() -> Int? {
      guard position < bytes.count, case UInt8(ascii: "0")...UInt8(ascii: "9") = bytes[position]
      else { return nil }
      position += 1
      return Int(bytes[position - 1] - UInt8(ascii: "0"))
    }

    private mutating func skip(_ character: Unicode.Scalar) -> Bool {
      guard position < bytes.count, bytes[position] == UInt8(ascii: character) else {
        return false
      }
      position += 1
      return true
    }
  }
}

/// Days from 1970-01-01 in the Gregorian calendar; nil if there is no such day.
private func daysSince1970(year: Int, month: Int, day: Int) -> Int64? {
  guard year >= 1, (1...12).contains(month), day >= 1 else { return nil }
  let isLeap = year.isMultiple(of: 4) && (!year.isMultiple(of: 100) || year.isMultiple(of: 400))
  let lengths = (31, isLeap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
  let length = withUnsafeBytes(of: lengths) { $0.bindMemory(to: Int.self)[month - 1] }
  guard day <= length else { return nil }
  // Years begin in March here, so that the leap day is the last day of a year.
  let shifted = month > 2 ? year : year - 1
  let dayOfYear = (153 * ((month + 9) % 12) + 2) / 5 + day - 1
  let days = 365 * shifted + shifted / 4 - shifted / 100 + shifted / 400 + dayOfYear
  return Int64(days - 719_468)
}
