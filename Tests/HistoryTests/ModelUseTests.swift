@testable import History
import TestScenarios
import Testing

@testable import Engine

struct ModelUseTests {
  @Test(arguments: seeds)
  func `the use of models agrees with a count of the trace at any event`(seed: UInt64) throws {
    let run = TestScenarios.Run(seed: seed)
    let history = History(of: run.finished())
    let trace = history.trace
    for count in stride(from: 0, through: trace.events.count, by: 7) {
      let moment = history.moment(after: count)
      var expected = run.scenario.models.map { _ in ModelUse() }
      var rivals: [[ModelID]: Int] = [:]
      for entry in 0..<moment.readiedCount {
        expected[history.model(of: trace.readied[entry].node).index].waitingCount += 1
      }
      for index in 0..<moment.executionCount {
        let execution = trace.executions[index]
        let model = history.model(of: execution)
        expected[model.index].waitingCount -= 1
        expected[model.index].dispatchCount += 1
        if moment.isCompleted(index) { expected[model.index].completedCount += 1 }
        switch execution.replaced {
        case .nothing: break
        case .empty: expected[model.index].loadCount += 1
        case .model(let old):
          expected[model.index].switchCount += 1
          expected[old.index].evictionCount += 1
          rivals[[old, model], default: 0] += 1
        }
      }
      #expect(moment.modelUses == expected)
      for model in run.scenario.models.indices.map({ ModelID($0) }) {
        for rival in moment.rivals(of: model) where rival.model != model {
          #expect(rival.evictions == rivals[[model, rival.model]] ?? 0)
          #expect(rival.evicted == rivals[[rival.model, model]] ?? 0)
        }
      }
    }
  }

  @Test(arguments: seeds)
  func `times by model and workflow agree with lists of them`(seed: UInt64) throws {
    let run = TestScenarios.Run(seed: seed)
    let history = History(of: run.finished())
    let trace = history.trace
    for count in stride(from: 0, through: trace.events.count, by: 11) {
      let moment = history.moment(after: count)
      for index in run.scenario.models.indices {
        let times = trace.executions.indices.filter {
          moment.isCompleted($0) && history.model(of: trace.executions[$0]).index == index
        }.map { trace.executions[$0].end - trace.readyTime(of: trace.executions[$0]) }
        expect(moment.responseTimes(of: ModelID(index)), times)
      }
      for index in run.scenario.workflows.indices {
        let times = moment.completedRequests.filter {
          run.scenario.requests.workflow(of: $0.request).index == index
        }.map(\.latency)
        expect(moment.latency(of: WorkflowID(index)), times)
      }
    }
  }

  @Test func `times of more than a few blocks keep their order statistics`() {
    var generator = SeededGenerator(seed: 5)
    var times = GroupedTimes(groupCount: 2)
    var list: [Double] = []
    for event in 0..<9000 {
      let time = Double.random(in: 0...100, using: &generator).rounded()
      list.append(time)
      times.append(time, at: event, to: 1)
    }
    for count in [1, 255, 256, 257, 2047, 2048, 2305, 8999, 9000] {
      expect(times.summary(of: 1, before: count), Array(list[..<count]))
    }
    #expect(times.summary(of: 0, before: 9000) == nil)
  }

  private func expect(_ found: Distribution?, _ times: [Double]) {
    guard let wanted = Distribution(times) else {
      #expect(found == nil)
      return
    }
    #expect(found?.count == wanted.count && found?.min == wanted.min && found?.max == wanted.max)
    #expect(found?.median == wanted.median && found?.p90 == wanted.p90)
    #expect(found?.p95 == wanted.p95 && found?.p99 == wanted.p99)
    // Summed in another order.
    let mean = found?.mean ?? -1
    #expect((mean - wanted.mean).magnitude <= 1e-9 * max(1, wanted.mean))
  }
}
