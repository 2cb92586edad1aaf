extension ByteBuffer {
  /// Appends an instant in microseconds since 1970 as `2024-01-01T10:00:00.250000`.
  package mutating func appendTimestamp(_ microseconds: Int64) {
    let (seconds, fraction) = floorDivision(Int(microseconds), by: 1_000_000)
    let (days, secondOfDay) = floorDivision(seconds, by: 86_400)
    let (year, month, day) = date(daysSince1970: days)
    let dash = UInt64(UInt8(ascii: "-"))
    let colon = UInt64(UInt8(ascii: ":"))
    append(
      pair(year / 100) | pair(year % 100) << 16 | dash << 32 | pair(month) << 40 | dash << 56,
      length: 8)
    append(pair(day) | UInt64(UInt8(ascii: "T")) << 16, length: 3)
    append(
      pair(secondOfDay / 3600) | colon << 16 | pair(secondOfDay / 60 % 60) << 24 | colon << 40
        | pair(secondOfDay % 60) << 48, length: 8)
    append(UInt64(UInt8(ascii: ".")) | Word(UInt64(fraction), digits: 6).bits << 8, length: 7)
  }
}

/// The two decimal digits of a number below 100, the first one lowest.
private func pair(_ number: Int) -> UInt64 {
  let (tens, ones) = UInt64(truncatingIfNeeded: number).quotientAndRemainder(dividingBy: 10)
  return 0x3030 | tens | ones << 8
}

/// The quotient rounded down and the remainder, which is never negative.
private func floorDivision(_ number: Int, by divisor: Int) -> (quotient: Int, remainder: Int) {
  let (quotient, remainder) = number.quotientAndRemainder(dividingBy: divisor)
  return remainder < 0 ? (quotient - 1, remainder + divisor) : (quotient, remainder)
}

/// The day of the Gregorian calendar `days` days after 1970-01-01.
private func date(daysSince1970 days: Int) -> (year: Int, month: Int, day: Int) {
  // Counted from 1 March of the year 0, in cycles of 400 years; a year ends with its leap day.
  let shifted = days + 719_468
  let (cycle, dayOfCycle) = shifted.quotientAndRemainder(dividingBy: 146_097)
  let yearOfCycle =
    (dayOfCycle - dayOfCycle / 1460 + dayOfCycle / 36_524 - dayOfCycle / 146_096) / 365
  let dayOfYear = dayOfCycle - (365 * yearOfCycle + yearOfCycle / 4 - yearOfCycle / 100)
  let monthFromMarch = (5 * dayOfYear + 2) / 153
  let month = monthFromMarch < 10 ? monthFromMarch + 3 : monthFromMarch - 9
  let day = dayOfYear - (153 * monthFromMarch + 2) / 5 + 1
  return (cycle * 400 + yearOfCycle + (month <= 2 ? 1 : 0), month, day)
}
