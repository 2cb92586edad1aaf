import Foundation

/// A step in a terminal of 200 × 60 cells: what the program writes for it, as over a slow line it is
/// the bytes that count.
enum StepRows {
  private static let name = "a step in a terminal, quiet 40 ms after"
  private static let program = ".build/release/gswarm-sim"

  static func measure(_ report: inout Report) throws {
    guard report.wants(name), FileManager.default.isExecutableFile(atPath: program) else { return }
    for (title, keys) in [("as opened", "200."), ("whole run in sight", "0200.")] {
      let session = try Session(program, ["tui", "--sample", "studio"])
      try session.wait(for: "Ready queue")
      _ = try session.press(keys)
      var bytes: [Int] = []
      try report.row(
        "\(name), \(title)", bound: "a key that does nothing", rounds: 61,
        work: { bytes.append(try session.press(".")) },
        against: { _ = try session.press("U") })
      bytes.sort()
      report.note(
        "\(bytes[bytes.count / 2]) bytes at the median, \(bytes[bytes.count - 1]) at most")
    }
  }
}
