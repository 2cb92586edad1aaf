@testable import History
import TestScenarios
import Testing

@testable import Engine

struct SwitchRateTests {
  @Test(arguments: UInt64(0)..<60)
  func `switches are counted where they were dispatched`(seed: UInt64) {
    let history = History(of: Run(seed: seed).finished())
    var random = SeededGenerator(seed: seed)
    for _ in 0..<10 {
      let moment = history.moment(after: random.int(0...history.trace.events.count))
      let (start, width) = (Double(random.int(-5...30)), Double(random.int(1...9)) / 2)
      let count = random.int(0...20)
      let times = (0..<moment.switchCount).compactMap { moment.switchEntry($0)?.time }
      let expected = (0..<count).map { cell in
        times.count {
          start + Double(cell) * width <= $0 && $0 < start + Double(cell + 1) * width
        }
      }
      #expect(
        moment.switchCounts(from: start, secondsPerCell: width, count: count) == expected)
    }
  }
}
