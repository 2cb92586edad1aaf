@testable import History
import TestScenarios
import Testing

@testable import Engine

struct IdleTests {
  @Test(arguments: UInt64(0)..<100)
  func `idle moments begin stretches in which a GPU is free and nodes wait`(seed: UInt64) {
    let history = History(of: Run(seed: seed).finished())
    let flags = (0...history.trace.events.count).map { count in
      let moment = history.moment(after: count)
      return moment.queueLength > 0
        && (0..<history.options.gpuCount).contains { moment.isFree($0) }
    }
    let begins = flags.indices.dropFirst().filter { flags[$0] && !flags[$0 - 1] }
    #expect(history.idleMoments.map { Int($0) + 1 } == begins)
    for count in flags.indices {
      #expect(history.idleStretches.isIdle(afterEvents: count) == flags[count])
      #expect(history.nextIdleMoment(after: count) == begins.first { $0 > count })
      #expect(history.previousIdleMoment(before: count) == begins.last { $0 < count })
    }
  }
}
