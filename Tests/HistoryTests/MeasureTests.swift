import TestScenarios
import Testing

@testable import Engine
@testable import History

/// Measures of runs and tests of them.
struct MeasureTests {
  @Test(arguments: [
    ("p95", RunMeasure.latency(.p95, of: .allRequests)),
    (" P95 ", .latency(.p95, of: .allRequests)),
    ("mean(chat)", .latency(.mean, of: .workflow("chat"))),
    ("mean( workflow = chat )", .latency(.mean, of: .workflow("chat"))),
    ("max(model=llama)", .latency(.max, of: .model("llama"))),
    ("p50(\"a, (b\")", .latency(.p50, of: .workflow("a, (b"))),
    ("p50(model=\"model=x\")", .latency(.p50, of: .model("model=x"))),
    ("attain(30)", .attainment(within: 30, of: .allRequests)),
    ("attain(0.5, chat)", .attainment(within: 0.5, of: .workflow("chat"))),
    ("attain(2,model=llama)", .attainment(within: 2, of: .model("llama"))),
    ("makespan", .makespan), ("switch-share", .switchShare), ("switches", .switches),
    ("unfinished", .unfinished), ("utilisation", .utilisation), ("fairness", .fairness),
    ("over-work", .overWork), ("over-path", .overLongestPath),
  ])
  func `a text stands for a measure, and its description reads back as the same`(
    text: String, measure: RunMeasure
  ) throws {
    #expect(try RunMeasure(text) == measure)
    #expect(try RunMeasure("\(measure)") == measure)
  }

  @Test func `commas outside parentheses and quotes separate measures`() throws {
    #expect(
      try RunMeasure.list("p95,attain(30, chat),p50(\"a,b\")").map(\.description)
        == ["p95", "attain(30, chat)", "p50(\"a,b\")"])
  }

  @Test(arguments: [
    ("p95<60", "p95<60"), ("attain(30) >= .99", "attain(30)>=0.99"),
    ("p99(\"a<b\")>5", "p99(\"a<b\")>5"), ("switch-share<=0.2", "switch-share<=0.2"),
  ])
  func `a text stands for a test`(text: String, plain: String) throws {
    let test = try MeasureTest(text)
    #expect("\(test)" == plain)
    #expect(try MeasureTest(plain) == test)
  }

  @Test(arguments: [
    ("p59<60", "no measure “p59”; did you mean p50?"),
    ("p95", "“p95” has no < or > and number, as in p95<60"),
    ("p95=60", "no measure “p95=60”; they are"),
    ("p95=<60", "no measure “p95=”; did you mean p95?"),
    ("p95<=>60", "“p95<=>60” has no < or > and number, as in p95<60"),
    ("p95<", "p95< needs a number, not “”, as in p95<8"),
    ("p95<1m", "p95< needs a number, not “1m”, as in p95<8"),
    ("p95<nan", "p95< needs a number, not “nan”, as in p95<8"),
    ("p95<0x1p3", "p95< needs a number, not “0x1p3”, as in p95<8"),
    ("p95<-1", "p95< needs a number, not “-1”, as in p95<8"),
    ("p95(chat<60", "“(chat” is not closed"),
    ("p95()<60", "p95(…) takes the name of one workflow, or model=NAME"),
    ("p95(a,b)<60", "p95(…) takes the name of one workflow, or model=NAME"),
    ("p95(gpu=2)<60", "“gpu=” is neither model= nor workflow=, as in p95(model=llama)"),
    ("makespan(chat)<60", "makespan is of the whole run: it takes nothing in parentheses"),
    ("attain>0.9", "attain needs a number of seconds, as in attain(30) or attain(30, chat)"),
    ("attain(x)>0.9", "attain needs a number of seconds, as in attain(30) or attain(30, chat)"),
    ("attain(30)>99", "attain(30) is a share from 0 to 1: its bound must be one too"),
  ])
  func `a wrong text is explained`(text: String, sentence: String) throws {
    let fault = #expect(throws: MeasureFault.self) { try MeasureTest(text) }
    let found = fault?.sentence(
      nearest: { name, known in
        known.first { $0.count == name.count && zip($0, name).count { $0 != $1 } <= 2 }
          ?? known.first { $0 == name.dropLast() }
      }, shown: { $0 })
    #expect(found?.hasPrefix(sentence) == true, "\(found ?? "nothing")")
  }

  @Test func `a name that the scenario lacks is a fault`() throws {
    let scenario = Run(seed: 1).scenario
    try RunMeasure("p95(\(scenario.workflows[0].id))").check(in: scenario)
    try RunMeasure("attain(3, model=m0)").check(in: scenario)
    #expect(throws: MeasureFault.unknownWorkflow("chat", known: scenario.workflows.map(\.id))) {
      try RunMeasure("p95(chat)").check(in: scenario)
    }
    #expect(throws: MeasureFault.unknownModel("llama", known: scenario.models.map(\.id))) {
      try RunMeasure("attain(3, model=llama)").check(in: scenario)
    }
  }

  @Test(arguments: seeds)
  func `the values are those of the metrics`(seed: UInt64) {
    let simulation = Run(seed: seed).finished()
    let all = Measures(of: simulation)
    let metrics = Metrics(
      scenario: simulation.scenario, options: simulation.options, trace: simulation.trace)
    var run = MeasuredRun(simulation)
    func value(_ text: String) -> Double? {
      (try? RunMeasure(text)).flatMap { run.value(of: $0) }
    }
    #expect(value("mean") == metrics.latency?.mean)
    #expect(value("p50") == metrics.latency?.median)
    #expect(value("p90") == metrics.latency?.p90)
    #expect(value("p95") == metrics.latency?.p95)
    #expect(value("p99") == metrics.latency?.p99)
    #expect(value("max") == metrics.latency?.max)
    #expect(value("makespan") == metrics.makespan)
    #expect(value("switches") == Double(metrics.switchCount))
    #expect(value("switch-share") == metrics.switchShare)
    #expect(value("unfinished") == Double(metrics.unfinishedRequests.count))
    #expect(value("utilisation") == all.utilisation)
    #expect(value("fairness") == all.fairness)
    #expect(value("over-work") == all.overWork)
    #expect(value("over-path") == all.overLongestPath)
  }

  @Test(arguments: seeds)
  func `what never ends counts as infinitely late in a test`(seed: UInt64) throws {
    let simulation = Run(seed: seed).finished()
    var run = MeasuredRun(simulation)
    let latencies =
      run.completed.map(\.latency)
      + Array(
        repeating: Double.infinity,
        count: simulation.scenario.requests.count - run.completed.count)
    let sorted = latencies.sorted()
    guard !sorted.isEmpty else { return }
    for (text, rank) in [("max", 1.0), ("p95", 0.95), ("p50", 0.5)] {
      let test = try MeasureTest("\(text)<1")
      let found = run.value(for: test)
      let value = try #require(found)
      let position = rank * Double(sorted.count - 1)
      #expect(value >= sorted[Int(position)])
      #expect(value <= sorted[min(Int(position.rounded(.up)), sorted.count - 1)])
    }
    let share = run.value(of: .attainment(within: 4, of: .allRequests))
    #expect(share == Double(latencies.count { $0 <= 4 }) / Double(latencies.count))
  }

  @Test(arguments: seeds)
  func `a breach is the first event after which a test cannot be passed`(seed: UInt64) throws {
    let simulation = Run(seed: seed).finished()
    var run = MeasuredRun(simulation)
    let trace = simulation.trace
    for text in [
      "p50<2", "p95<=9", "max<12", "mean<4", "attain(5)>0.5", "switches<3", "makespan<=20",
      "unfinished<1", "switch-share<0.1", "p90(model=m0)<3",
    ] {
      let test = try MeasureTest(text)
      let breach = run.breach(of: test)
      #expect((breach == nil) == test.holds(for: run.value(for: test)), "\(text)")
      guard let breach else { continue }
      switch breach.cause {
      case .late(let request, let seconds):
        let end = run.completed.first { $0.request == request }
        #expect(end?.latency == seconds)
        #expect(trace.events.contains { $0.time == breach.time })
      case .dispatch(let index):
        let before = trace.executions[..<index].count { $0.isSwitch }
        if test.measure == .switches { #expect(before == 2) }
      case .unfinished(let request):
        #expect(!run.completed.contains { $0.request == request })
      case .lateNode, .end: break
      }
    }
  }
}
