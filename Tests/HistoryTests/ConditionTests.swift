@testable import History
import TestScenarios
import Testing

@testable import Engine

/// Breakpoints on generated runs against asking each moment anew.
struct ConditionTests {
  @Test(arguments: UInt64(0)..<100)
  func `matches are found forward and backward as by asking every moment`(seed: UInt64) {
    let history = History(of: Run(seed: seed).finished())
    var random = SeededGenerator(seed: seed)
    for _ in 0..<6 {
      let conditions = (0..<random.int(1...3)).map { _ in condition(for: history, &random) }
      let all = (1...max(1, history.trace.events.count)).compactMap { count in
        conditions.firstIndex { matches($0, history, count) }
          .map { ConditionMatch(eventCount: count, condition: $0) }
      }
      for count in stride(from: -1, through: history.trace.events.count + 2, by: 3) {
        #expect(
          history.next(matching: conditions, after: count)
            == all.first { $0.eventCount > count })
        #expect(
          history.previous(matching: conditions, before: count)
            == all.last { $0.eventCount < count })
      }
    }
  }

  private func condition(for history: History, _ random: inout SeededGenerator) -> Condition {
    Condition((0..<random.int(1...2)).map { _ in term(for: history, &random) })
  }

  private func term(for history: History, _ random: inout SeededGenerator) -> ConditionTerm {
    let scenario = history.scenario
    let bound = Bound(Double(random.int(0...20)), isInclusive: random.chance(50))
    switch random.int(0...10) {
    case 0: return .anySwitch
    case 1: return .gpu(random.int(0...history.options.gpuCount))
    case 2: return .model(ModelID(random.int(0...scenario.models.count - 1)))
    case 3: return .request(RequestID(random.int(0...40)))
    case 4: return .node("n\(random.int(0...6))")
    case 5:
      return .search(NameSearch(["N1", "m2", "r3", "x", ""][random.int(0...4)], in: scenario))
    case 6: return .queueLength(bound)
    case 7: return .measure(test(bound.value, for: history, &random))
    case 8: return .wait(bound)
    case 9: return .idle
    default: return .time(bound.value)
    }
  }

  private func test(
    _ bound: Double, for history: History, _ random: inout SeededGenerator
  ) -> MeasureTest {
    let scenario = history.scenario
    let scope: MeasureScope =
      switch random.int(0...3) {
      case 0: .workflow(scenario.workflows[random.int(0...scenario.workflows.count - 1)].id)
      case 1: .model(scenario.models[random.int(0...scenario.models.count - 1)].id)
      default: .allRequests
      }
    let side = MeasureTest.Side.allCases[random.int(0...3)]
    switch random.int(0...8) {
    case 0: return MeasureTest(.attainment(within: bound, of: scope), side, 0.5)
    case 1: return MeasureTest(.makespan, side, bound)
    case 2: return MeasureTest(.switches, side, bound)
    case 3: return MeasureTest(.switchShare, side, bound / 50)
    case 4: return MeasureTest(.unfinished, side, bound)
    default:
      return MeasureTest(
        .latency(LatencyMeasure.allCases[random.int(0...5)], of: scope), side, bound)
    }
  }

  /// The value of a measure at a moment, from all that has ended by then.
  private func value(of measure: RunMeasure, _ moment: Moment) -> Double? {
    let history = moment.history
    let (scenario, trace) = (history.scenario, history.trace)
    let done = trace.events[..<moment.eventCount].compactMap { event -> (Double, Execution)? in
      guard case .completion(let index) = event.subject else { return nil }
      return (event.time, trace.executions[index])
    }
    let times: [Double] =
      switch measure.scope {
      case .model(let name):
        done.filter { scenario[scenario.model(of: trace.node(of: $0.1))].id == name }
          .map { $0.0 - trace.readyTime(of: $0.1) }
      case .workflow(let name):
        moment.completedRequests.filter { scenario.workflow(of: $0.request).id == name }
          .map(\.latency)
      default: moment.completedRequests.map(\.latency)
      }
    switch measure {
    case .latency(let latency, _):
      guard let all = Distribution(times) else { return nil }
      return switch latency {
      case .mean: all.mean
      case .p50: all.median
      case .p90: all.p90
      case .p95: all.p95
      case .p99: all.p99
      case .max: all.max
      }
    case .attainment(let seconds, _):
      return times.isEmpty
        ? nil : Double(times.count { $0 <= seconds }) / Double(times.count)
    case .makespan: return done.last?.0 ?? 0
    case .switches: return Double(moment.switchCount)
    case .switchShare: return moment.switchShare
    case .unfinished: return Double(moment.arrivalCount - moment.completedRequests.count)
    default: return nil
    }
  }

  private func matches(_ condition: Condition, _ history: History, _ count: Int) -> Bool {
    guard count <= history.trace.events.count else { return false }
    let states = condition.terms.filter { isState($0) }
    let others = condition.terms.filter { !isState($0) }
    guard states.allSatisfy({ holds($0, history.moment(after: count)) }) else { return false }
    guard others.isEmpty else {
      return occurrences(history, count - 1).contains { occurrence in
        others.allSatisfy { holds($0, occurrence, history) }
      }
    }
    return !states.allSatisfy { holds($0, history.moment(after: count - 1)) }
  }

  private func isState(_ term: ConditionTerm) -> Bool {
    switch term {
    case .queueLength, .measure, .wait, .idle, .time: true
    default: false
    }
  }

  private func holds(_ term: ConditionTerm, _ moment: Moment) -> Bool {
    let trace = moment.history.trace
    switch term {
    case .queueLength(let bound): return bound.isExceeded(by: Double(moment.queueLength))
    case .measure(let test):
      return test.holds(for: value(of: test.measure, moment))
    case .wait(let bound):
      guard let head = moment.queue(first: 1).first else { return false }
      return bound.isExceeded(by: moment.time - trace.events[trace.readied[head].event].time)
    case .idle: return isIdle(moment)
    case .time(let time): return moment.eventCount > 0 && moment.time >= time
    default: return false
    }
  }

  /// Between two events at one time no time passes: the state before them holds.
  private func isIdle(_ moment: Moment) -> Bool {
    let (count, events) = (moment.eventCount, moment.history.trace.events)
    guard count > 0 else { return false }
    guard count == events.count || events[count].time > events[count - 1].time else {
      return isIdle(moment.history.moment(after: count - 1))
    }
    return moment.queueLength > 0
      && (0..<moment.history.options.gpuCount).contains { moment.isFree($0) }
  }

  private enum Naive {
    case arrival(RequestID)
    case work(Execution, isDispatch: Bool)
  }

  private func occurrences(_ history: History, _ event: Int) -> [Naive] {
    let trace = history.trace
    let dispatches = trace.executions(of: event).map {
      Naive.work(trace.executions[$0], isDispatch: true)
    }
    switch trace.events[event].subject {
    case .arrival(let request): return [.arrival(request)] + dispatches
    case .completion(let index):
      return [.work(trace.executions[index], isDispatch: false)] + dispatches
    }
  }

  private func holds(_ term: ConditionTerm, _ occurrence: Naive, _ history: History) -> Bool {
    let scenario = history.scenario
    guard case .work(let execution, let isDispatch) = occurrence else {
      guard case .arrival(let request) = occurrence else { return false }
      switch term {
      case .request(let wanted): return wanted == request
      case .search(let search): return contains(scenario[request].id, search.text)
      default: return false
      }
    }
    let node = history.trace.node(of: execution)
    let model = history.model(of: execution)
    switch term {
    case .anySwitch: return isDispatch && execution.isSwitch
    case .gpu(let gpu): return execution.gpus.contains(gpu)
    case .model(let wanted): return wanted == model
    case .request(let wanted): return wanted == node.request
    case .node(let id): return id == scenario[node].id
    case .search(let search):
      return [scenario[node.request].id, scenario[node].id, scenario[model].id]
        .contains { contains($0, search.text) }
    default: return false
    }
  }

  private func contains(_ name: String, _ text: String) -> Bool {
    let (name, text) = (name.lowercased(), text.lowercased())
    return !text.isEmpty
      && name.indices.contains { name[$0...].hasPrefix(text) }
  }

  @Test func `a search counts what it finds, whatever the case of the letters`() {
    let run = Tiny.run(gpus: 1, models: "A GG", requests: "A1 A2 G3")
    #expect(NameSearch("R", in: run.scenario).matchCount == 3)
    #expect(NameSearch("a", in: run.scenario).matchCount == 1)
    #expect(NameSearch("n", in: run.scenario).matchCount == 2)
    #expect(NameSearch("r1", in: run.scenario).matchCount == 1)
    #expect(NameSearch("r11", in: run.scenario).matchCount == 0)
    #expect(NameSearch("", in: run.scenario).matchCount == 0)
  }

  @Test func `a search knows letters beyond ASCII`() {
    let model = Model(id: "GRÖSSE-模型", memoryGB: 1, loadTimeSeconds: 1)
    let scenario = Scenario(models: [model], workflows: [])
    #expect(NameSearch("größe", in: scenario).matchCount == 0)
    #expect(NameSearch("grösse", in: scenario).matchCount == 1)
    #expect(NameSearch("模", in: scenario).matchCount == 1)
  }
}
