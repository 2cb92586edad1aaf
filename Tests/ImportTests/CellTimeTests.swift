import Testing
import Workload

@testable import Import

/// Times in cells.
struct CellTimeTests {
  private func time(_ text: String, _ unit: TimeUnit = .seconds) -> Int64? {
    guard case .time(let time) = CellTime(text.utf8.span, unit: unit) else { return nil }
    return time
  }

  @Test(arguments: TimeUnit.allCases)
  func `whole microseconds survive in every unit`(unit: TimeUnit) {
    var numbers = RandomNumbers(seed: 7)
    for _ in 0..<2000 {
      let time = Int64.random(in: -9_000_000_000_000_000...200_000_000_000_000_000, using: &numbers)
      let digits = String(time.magnitude)
      let text: String
      switch unit.powerToMicroseconds {
      case 0: text = digits
      case ..<0: text = digits + "000"
      case let power:
        let padded = String(repeating: "0", count: max(0, power + 1 - digits.count)) + digits
        text = "\(padded.dropLast(power)).\(padded.suffix(power))"
      }
      #expect(self.time((time < 0 ? "-" : "") + text, unit) == time)
    }
  }

  @Test func `numbers with exponents, signs and more digits than a microsecond`() {
    #expect(time("1.7e9") == 1_700_000_000_000_000)
    #expect(time("+5") == 5_000_000)
    #expect(time("0.0000005") == 1)
    #expect(time("0.00000049") == 0)
    #expect(time("1.0999999999999999") == 1_100_000)
    #expect(time("1733184000123456789", .nanoseconds) == 1_733_184_000_123_457)
    #expect(time(".5") == 500_000)
  }

  @Test func `dates and times of ISO 8601`() {
    #expect(time("1970-01-02") == 86_400_000_000)
    #expect(time("2023-11-16 18:17:03.9799600") == 1_700_158_623_979_960)
    #expect(time("2023-11-16T18:17:03+01:00") == 1_700_155_023_000_000)
  }

  @Test(arguments: ["", "x", "1e", "1.2.3", "-", ".", "12:30", "2024-13-01", "0x10", "nan"])
  func `no times`(text: String) {
    guard case .none = CellTime(text.utf8.span, unit: .seconds) else {
      Issue.record("\(text) is taken for a time")
      return
    }
  }

  @Test func `milliseconds taken for seconds lie beyond the calendar`() {
    guard case .outOfRange = CellTime("1733184000000".utf8.span, unit: .seconds) else {
      Issue.record("it is taken for a time")
      return
    }
  }
}
