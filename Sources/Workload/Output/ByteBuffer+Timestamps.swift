extension ByteBuffer {
  /// Appends an instant in microseconds since 1970 as `2024-01-01T10:00:00.250000`.
  package mutating func appendTimestamp(_ microseconds: Int64) {
    let (seconds, fraction) = floorDivision(Int(microseconds), by: 1_000_000)
    let (days, secondOfDay) = floorDivision(seconds, by: 86_400)
    let (year, month, day) = date(daysSince1970: days)
    append(UInt64(year), digits: 4)
    append("-")
    append(UInt64(month), digits: 2)
    append("-")
    append(UInt64(day), digits: 2)
    append("T")
    append(UInt64(secondOfDay / 3600), digits: 2)
    append(":")
    append(UInt64(secondOfDay / 60 % 60), digits: 2)
    append(":")
    append(UInt64(secondOfDay % 60), digits: 2)
    append(".")
    append(UInt64(fraction), digits: 6)
  }
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
