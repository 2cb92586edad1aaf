import Foundation

/// What all processors of the machine have done since this was made.
struct ProcessorTime {
  private let before = Self.sums

  /// The share of the time in which they had nothing to do; none of it if that is not known.
  var idleShare: Double {
    let now = Self.sums
    return now.all > before.all ? Double(now.idle - before.idle) / Double(now.all - before.all) : 0
  }

  private static var sums: (idle: Int, all: Int) {
    let text = (try? String(contentsOfFile: "/proc/stat", encoding: .utf8)) ?? ""
    let line = text.prefix { $0 != "\n" }.split(separator: " ").dropFirst().map { Int($0) ?? 0 }
    return line.count > 3 ? (line[3], line.reduce(0, +)) : (0, 0)
  }
}
