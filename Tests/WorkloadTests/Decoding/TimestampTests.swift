import Foundation
import Testing

@testable import Workload

struct TimestampTests {
  /// 2024-01-01T10:00:00Z.
  private static let morning: Int64 = 1_704_103_200_000_000

  @Test(
    arguments: [
      ("2024-01-01T10:00:00", 0), ("2024-01-01 10:00:00", 0), ("2024-01-01t10:00:00z", 0),
      ("2024-01-01T10:00", 0), ("2024-01-01T10:00Z", 0), ("2024-01-01T10:00:00 Z", 0),
      ("2024-01-01T10:00:00.25", 250_000), ("2024-01-01T10:00:00,25", 250_000),
      ("2024-01-01T10:00:00.123456789", 123_456), ("2024-01-01T10:00:00.999999999", 999_999),
      ("2024-01-01T10:00:00.000001Z", 1), ("2024-01-01T11:00:00+01:00", 0),
      ("2024-01-01T11:00:00+01", 0), ("2024-01-01T11:30:00+0130", 0),
      ("2024-01-01T10:00:00-00:00", 0), ("2023-12-31T23:30:00.5-10:30", 500_000),
      ("2024-01-01 10:00:00 +00:00", 0), ("2024-01-01", -36_000_000_000),
    ])
  func `a timestamp in any of its forms`(text: String, microseconds: Int64) {
    #expect(Timestamp(text)?.microseconds == Self.morning + microseconds)
  }

  @Test(
    arguments: [
      "", "now", "2024", "2024-01", "2024-1-1", "24-01-01T10:00:00", "2024-01-01T", "2024-01-01T10",
      "2024-01-01T10:00:", "2024-01-01T24:00:00", "2024-01-01T10:60:00", "2024-01-01T10:00:60",
      "2024-00-01T10:00:00", "2024-13-01T10:00:00", "2024-01-32T10:00:00", "2024-02-30T10:00:00",
      "2023-02-29T10:00:00", "1900-02-29T10:00:00", "2024-01-01T10:00:00.", "2024-01-01T10:00:00x",
      "2024-01-01T10:00:00+", "2024-01-01T10:00:00+1", "2024-01-01T10:00:00+01:0",
      "2024-01-01T10:00:00+25:00", "2024-01-01T10:00:00ZZ", " 2024-01-01T10:00:00",
      "2024-01-01T10:00:00\n", "2024/01/01T10:00:00", "2024-01-01T-1:00:00", "٢٠٢٤-01-01T10:00:00",
    ])
  func `what is not a timestamp is none`(text: String) {
    #expect(Timestamp(text) == nil)
  }

  @Test func `leap days exist in leap years alone`() {
    #expect(Timestamp("2024-02-29") != nil && Timestamp("2000-02-29") != nil)
    #expect(Timestamp("2100-02-29") == nil)
    #expect(Timestamp("1970-01-01T00:00:00Z")?.microseconds == 0)
    #expect(Timestamp("1969-12-31T23:59:59.5Z")?.microseconds == -500_000)
  }

  @Test func `random dates read as Foundation writes them`() {
    let formatter = ISO8601DateFormatter()
    var random = SeededGenerator(seed: 7)
    // From 1600 to 2400, in zones of a quarter of an hour.
    for _ in 0..<2000 {
      let seconds = Int64.random(in: -11_676_096_000...13_569_465_600, using: &random)
      let offset = Int.random(in: -48...56, using: &random) * 900
      formatter.timeZone = TimeZone(secondsFromGMT: offset)
      let text = formatter.string(from: Date(timeIntervalSince1970: Double(seconds)))
      #expect(Timestamp(text)?.microseconds == seconds * 1_000_000, "\(text)")
    }
  }
}
