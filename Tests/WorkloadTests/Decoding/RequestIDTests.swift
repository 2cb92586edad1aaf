import Engine
import Testing

@testable import Workload

struct RequestIDTests {
  @Test(arguments: 0..<60)
  func `each id is found again, in whatever order they come`(seed: UInt64) {
    var random = SeededGenerator(seed: seed)
    var ids = RequestIDs()
    var table = RequestTable()
    var lines: [String: Int] = [:]
    for line in Int(1)...200 {
      // At first they grow, then most of them.
      let isNext = line < 50 * (seed % 5) || Int.random(in: 0..<20, using: &random) > 0
      let number = isNext ? Int(line) : Int.random(in: 0...Int(line), using: &random)
      let id = ["r\(number)", "r\(number)", "é\(number)", "e\u{301}\(number)"][
        line < 100 ? 0 : Int.random(in: 0...3, using: &random)]
      let earlier = lines.updateValue(line, forKey: id)
      if Bool.random(using: &random) {
        let isNew = ids.noteNew(id, line: line, after: table)
        #expect(isNew == (earlier == nil))
        if !isNew { #expect(ids.note(id, line: line, after: table) == earlier) }
      } else {
        #expect(ids.note(id, line: line, after: table) == earlier)
      }
      // A request with something wrong does not reach the table.
      if earlier == nil, line < 120 || Int.random(in: 0..<9, using: &random) > 0 {
        table.append(id: id, workflow: WorkflowID(0), timestampMicroseconds: nil, estimates: [])
      }
    }
  }

  @Test func `an id that did not reach the table is found again`() {
    var ids = RequestIDs()
    let table = RequestTable()
    #expect(ids.note("a", line: 1, after: table) == nil)
    #expect(ids.note("b", line: 2, after: table) == nil)
    #expect(ids.note("a", line: 3, after: table) == 1)
    #expect(ids.note("a", line: 4, after: table) == 3)
    #expect(ids.note("b", line: 5, after: table) == 2)
  }
}
