@testable import Audit
import History
import TestScenarios
import Testing

@testable import Engine

struct AuditTests {
  @Test(arguments: seeds)
  func `every generated log is valid, with and without its inputs`(seed: UInt64) {
    let run = Run(seed: seed, policy: policies[Int(seed) % policies.count])
    let log = ExecutionLog(of: run)
    #expect(Audit(log).violations == [])
    #expect(Audit(log, against: run.scenario).violations == [])
  }

  @Test(arguments: seeds)
  func `a log that lacks what it may lack is valid`(seed: UInt64) {
    let run = Run(seed: seed)
    var log = ExecutionLog(of: run)
    log.summary = LoggedSummary()
    log.summary.mode = run.options.mode
    for index in log.executions.indices {
      log.executions[index].switchFrom = nil
      log.executions[index].listsGroup = false
      let gpus = log.executions[index].gpus
      log.executions[index].gpus = gpus.prefix(1)
    }
    #expect(Audit(log, against: run.scenario).violations == [])
  }

  @Test(arguments: UInt64(0)..<100)
  func `a log is judged the same in any order of lines`(seed: UInt64) {
    let run = Run(seed: seed)
    var log = ExecutionLog(of: run)
    // Lines of no length at one time have no other order than the file's.
    guard log.executions.allSatisfy({ $0.endTime > $0.startTime }) else { return }
    var random = SeededGenerator(seed: seed)
    log.executions.shuffle(using: &random)
    #expect(Audit(log, against: run.scenario).violations == [])
  }

  @Test func `one that ends exactly when the next begins is no overlap`() {
    let run = Tiny.run(gpus: 1, models: "A", requests: "A1 A1 A0 A0 A2")
    #expect(Audit(ExecutionLog(of: run), against: run.scenario).violations == [])
  }
}
