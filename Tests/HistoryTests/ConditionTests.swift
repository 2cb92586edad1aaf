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
    case 7: return .latency(LatencyMeasure.allCases[random.int(0...5)], bound)
    case 8: return .wait(bound)
    case 9: return .idle
    default: return .time(bound.value)
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
    case .queueLength, .latency, .wait, .idle, .time: true
    default: false
    }
  }

  private func holds(_ term: ConditionTerm, _ moment: Moment) -> Bool {
    let trace = moment.history.trace
    switch term {
    case .queueLength(let bound): return bound.isExceeded(by: Double(moment.queueLength))
    case .latency(let measure, let bound):
      guard let latency = moment.latency() else { return false }
      let value =
        switch measure {
        case .mean: latency.mean
        case .p50: latency.median
        case .p90: latency.p90
        case .p95: latency.p95
        case .p99: latency.p99
        case .max: latency.max
        }
      return bound.isExceeded(by: value)
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
