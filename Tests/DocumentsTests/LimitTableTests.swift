import Documents
import Foundation
import Testing

struct LimitTableTests {
  @Test func `a value beyond its limit gets the rule in words`() {
    #expect(Limit.gpus.violation(of: 1) == nil)
    #expect(Limit.gpus.violation(of: 100_000) == nil)
    #expect(Limit.gpus.violation(of: 0) == "must be from 1 to 100,000")
    #expect(Limit.gpus.violation(of: Int.max) == "must be from 1 to 100,000")
    #expect(Limit.gpus.violation(of: 1.5) == "must be a whole number from 1 to 100,000")
    #expect(Limit.gpus.violation(of: .infinity) == "must be from 1 to 100,000")
    #expect(Limit.duration.violation(of: -1) == "must be 0 or from 1e-9 to 1e9 s")
    #expect(Limit.bandwidth.violation(of: 0) == "must be from 0.001 to 1e6 GB/s")
    #expect(Limit.requests.excess == "more than 100,000,000 requests")
    #expect(Limit.fileBytes.excess == "more than 16 GiB")
  }

  @Test(arguments: Limit.all)
  func `both ends of a limit are allowed, and nothing beyond, nor what is no number`(
    _ limit: Limit
  ) {
    for end in [limit.range.lowerBound, limit.range.upperBound, limit.smallestNonzero ?? 0]
    where end != 0 || limit.range.contains(0) {
      #expect(limit.violation(of: end) == nil)
    }
    #expect(limit.violation(of: limit.range.upperBound.nextUp) != nil)
    #expect(limit.violation(of: limit.range.lowerBound.nextDown) != nil)
    for value in [Double.nan, .infinity, -.infinity] { #expect(limit.violation(of: value) != nil) }
    guard let smallest = limit.smallestNonzero else { return }
    for value in [smallest.nextDown, .leastNonzeroMagnitude, -smallest.nextDown] {
      #expect(limit.violation(of: value) != nil)
    }
  }

  @Test func `no two limits share a name`() {
    #expect(Set(Limit.all.map(\.name)).count == Limit.all.count)
  }

  @Test func `the page of the limits has the table as the program has it`() throws {
    let page = URL(filePath: #filePath).deletingLastPathComponent()
      .appending(path: "../../docs/limits.md").standardizedFileURL
    var text = try String(contentsOf: page, encoding: .utf8)
    let table = Limit.all.map { "| \($0.name) | \($0.allowedValues) | \($0.scope) |\n" }.joined()
    if ProcessInfo.processInfo.environment["UPDATE_GOLDEN"] == "1",
      let head = text.range(of: "|---|---|---|\n"),
      let end = text.range(of: "\n\n", range: head.upperBound..<text.endIndex)
    {
      text.replaceSubrange(head.upperBound..<end.lowerBound, with: table.dropLast())
      try text.write(to: page, atomically: true, encoding: .utf8)
    }
    #expect(text.contains(table))
  }
}
