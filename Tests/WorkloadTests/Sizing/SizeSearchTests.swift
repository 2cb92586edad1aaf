import Engine
import History
import Testing

@testable import Workload

/// The search for the fewest GPUs against running all numbers one by one.
struct SizeSearchTests {
  /// A small workload in which queues form and models compete.
  private func scenario(seed: UInt64) -> Scenario {
    var random = SeededGenerator(seed: seed)
    func amount(_ range: ClosedRange<Int>) -> Double {
      Double(random.int(range.lowerBound...range.upperBound))
    }
    let models = (0..<random.int(1...4)).map { index in
      Model(
        id: "m\(index)", memoryGB: amount(2...40),
        gpusRequired: random.chance(80) ? 1 : random.int(1...3), loadTimeSeconds: amount(0...4),
        inferenceTimeMean: nil)
    }
    let workflows = (0..<random.int(1...3)).map { index in
      let nodes = (0..<random.int(1...6)).map { node in
        WorkflowNode(id: "n\(node)", model: ModelID(random.int(0...models.count - 1)))
      }
      let edges = nodes.indices.flatMap { later in
        (0..<later).filter { _ in random.chance(35) }.map { (from: $0, to: later) }
      }
      return Workflow(id: "w\(index)", nodes: nodes, edges: edges)
    }
    var table = RequestTable()
    for index in 0..<random.int(4...14) {
      let workflow = random.int(0...workflows.count - 1)
      table.append(
        id: "r\(index)", workflow: WorkflowID(workflow),
        timestampMicroseconds: 1_700_000_000_000_000 + Int64(random.int(0...30)) * 1_000_000,
        estimates: workflows[workflow].nodes.map { _ in
          Estimate(seconds: amount(1...9), source: .request)
        })
    }
    return Scenario(
      hardware: Hardware(pcieBandwidthGBPerSecond: 16, switchOverheadSeconds: amount(0...2)),
      models: models, workflows: workflows, requests: table)
  }

  private func run(_ scenario: Scenario, _ options: Options) -> Simulation {
    var simulation = Simulation(scenario: scenario, options: options)
    simulation.runToEnd()
    return simulation
  }

  /// The answer to a question by the search; runs what it asks for.
  private func answer(_ plan: SizePlan, _ scenario: Scenario, runsAll: Bool) -> SizeAnswer {
    var search = SizeSearch(plan, runsAll: runsAll)
    while case let cells = search.nextCells, !cells.isEmpty {
      for cell in cells {
        let place = plan.place(of: cell)
        let faster = scenario.arriving(timesFaster: plan.loads[place.load])
        search.note(plan.result(of: run(faster, plan.options(of: place))), of: cell)
      }
    }
    return SizeAnswer(search)
  }

  /// Whether a run passes, told from its latencies.
  private func passes(_ scenario: Scenario, gpus: Int, _ policy: Policy, p90 bound: Double) -> Bool
  {
    let simulation = run(scenario, Options(gpuCount: gpus, mode: .online, policy: policy))
    let metrics = Metrics(
      scenario: scenario, options: simulation.options, trace: simulation.trace)
    // Nine in ten are few here: one that never ends is among the slowest tenth of ten requests.
    guard metrics.unfinishedRequests.isEmpty else { return false }
    return metrics.latency.map { $0.p90 < bound } ?? false
  }

  @Test func `the answer is that of all numbers one by one, on 1000 workloads`() throws {
    var nonMonotone = 0
    for seed in UInt64(0)..<1000 {
      let scenario = scenario(seed: seed)
      // A bound near what some number of GPUs reaches, so that it divides the range.
      var random = SeededGenerator(seed: seed &+ 77)
      let policy = try Policy(["baseline", "collate", "cost"][random.int(0...2)])
      let largest = scenario.models.map(\.gpusRequired).max() ?? 1
      let counts = Array(largest...largest + random.int(5...11))
      let middle = run(
        scenario,
        Options(
          gpuCount: counts[random.int(0...counts.count - 1)], mode: .online, policy: policy))
      let bound =
        try #require(
          Metrics(scenario: scenario, options: middle.options, trace: middle.trace).latency
        ).p90 * 1.001
      let test = MeasureTest(.latency(.p90, of: .allRequests), .below, bound)
      let plan = SizePlan(tests: [test], policies: [policy], loads: [1], gpuCounts: counts)
      let passed = counts.map { passes(scenario, gpus: $0, policy, p90: bound) }
      let last = passed.lastIndex(of: false) ?? -1
      let fewest = last + 1 < counts.count ? counts[last + 1] : nil
      let chance = zip(counts, passed).prefix(max(last, 0)).filter(\.1).map(\.0)
      let whole = answer(plan, scenario, runsAll: true)
      #expect(whole.isExhaustive && whole.runCount == counts.count)
      #expect(whole.rows[0].gpuCount == fewest, "seed \(seed)")
      #expect(whole.rows[0].alsoHold == chance, "seed \(seed)")
      let partial = answer(plan, scenario, runsAll: false)
      #expect(partial.rows[0].gpuCount == fewest, "seed \(seed)")
      if !chance.isEmpty {
        nonMonotone += 1
        let words = "too, "
        #expect(whole.text.contains(words) && whole.text.contains("\(chance[0])"))
      }
    }
    #expect(nonMonotone >= 20, "\(nonMonotone)")
  }

  @Test(arguments: UInt64(0)..<40)
  func `a long range is not run whole, and the answer is the same`(seed: UInt64) throws {
    let scenario = scenario(seed: seed)
    let bound =
      Metrics(
        scenario: scenario, options: Options(gpuCount: 6, mode: .online),
        trace: run(scenario, Options(gpuCount: 6, mode: .online)).trace
      ).latency?.p90 ?? 1
    let test = MeasureTest(.latency(.p90, of: .allRequests), .atMost, bound)
    let plan = SizePlan(
      tests: [test], policies: [.baseline], loads: [1, 3], gpuCounts: Array(1...200))
    let partial = answer(plan, scenario, runsAll: false)
    let whole = answer(plan, scenario, runsAll: true)
    #expect(partial.rows.map(\.gpuCount) == whole.rows.map(\.gpuCount))
    #expect(!partial.isExhaustive && partial.runCount < 100)
    #expect(partial.text.contains("--exhaustive runs all 200 numbers of GPUs"))
    #expect(partial.json.contains("\"exhaustive\": false"))
    #expect(whole.text.contains("400 runs: all 200 numbers of GPUs"))
    #expect(partial.rows[1].load == 3)
  }

  @Test func `cells and their places are one to one, those of a scenario are neighbours`() throws {
    let plan = SizePlan(
      tests: [try MeasureTest("p95<1")], policies: [.baseline, try Policy("collate")],
      loads: [1, 2], gpuCounts: [4, 2, 8], seeds: 5)
    #expect(plan.gpuCounts == [2, 4, 8])
    #expect(Set((0..<plan.cellCount).map(plan.identity(of:))).count == plan.cellCount)
    for cell in 0..<plan.cellCount {
      let place = plan.place(of: cell)
      #expect(plan.cell(place) == cell)
      #expect(cell / plan.cellsPerScenario == place.load * 5 + place.seed)
    }
  }

  @Test func `a count passes in a share of the seeds, shown with Wilson's interval`() throws {
    let plan = SizePlan(
      tests: [try MeasureTest("p95<60")], policies: [.baseline], loads: [1], gpuCounts: [1, 2],
      seeds: 20)
    func answer(_ failing: Int, confidence: Double) -> SizeAnswer {
      var plan = plan
      plan.confidence = confidence
      var search = SizeSearch(plan, runsAll: true)
      for cell in 0..<plan.cellCount {
        let place = plan.place(of: cell)
        var values = [Double?](repeating: 1, count: plan.valueNames.count)
        values[0] = place.count == 0 || place.seed < failing ? 90 : 30
        search.note(CellResult(values: values, stranded: 0), of: cell)
      }
      return SizeAnswer(search)
    }
    #expect(answer(1, confidence: 0.95).rows[0].gpuCount == 2)
    #expect(answer(2, confidence: 0.95).rows[0].gpuCount == nil)
    #expect(answer(2, confidence: 0.9).rows[0].gpuCount == 2)
    // 19 of 20: 76.4 to 99.1 %, as in Wilson's tables.
    #expect(answer(1, confidence: 0.95).text.contains("19/20 (76–99 %)"))
    // The margin is the one that 95 % of the seeds have: that of the worst but one.
    #expect(answer(1, confidence: 0.95).rows[0].outcome.margin == 0.5)
  }

  @Test func `one GPU fewer is overloaded or slow, and costs are of the answer`() throws {
    // A request of 3 s each second: 3 GPUs are just enough.
    let model = Model(
      id: "m", memoryGB: 1, gpusRequired: 1, loadTimeSeconds: 1, inferenceTimeMean: nil)
    let workflow = Workflow(id: "w", nodes: [WorkflowNode(id: "n", model: ModelID(0))], edges: [])
    var table = RequestTable()
    for index in 0..<101 {
      table.append(
        id: "r\(index)", workflow: WorkflowID(0),
        timestampMicroseconds: 1_700_000_000_000_000 + Int64(index) * 1_000_000,
        estimates: [Estimate(seconds: 3, source: .request)])
    }
    let scenario = Scenario(models: [model], workflows: [workflow], requests: table)
    var plan = SizePlan(
      tests: [try MeasureTest("max<5")], policies: [.baseline], loads: [1], gpuCounts: Array(1...9))
    plan.price = 2.5
    let row = answer(plan, scenario, runsAll: true).rows[0]
    #expect(row.gpuCount == 3 && row.oneFewer == .overloaded)
    #expect(row.costPerHour(plan) == 7.5)
    let makespan = try #require(row.outcome.mean(plan.measures.firstIndex(of: .makespan) ?? 0))
    #expect(row.costPerThousand(plan) == 7.5 * makespan / 3600 / 101 * 1000)
    // At 0.9 of the load 3 keep up, but take six requests to make up for their loads; 4 have four.
    let slow = SizePlan(
      tests: [try MeasureTest("attain(3.5)>0.96")], policies: [.baseline], loads: [0.9],
      gpuCounts: [3, 4])
    let second = answer(slow, scenario, runsAll: true)
    #expect(second.rows[0].gpuCount == 4 && second.rows[0].oneFewer == .slow)
    #expect(second.text.contains("3: slow, attain(3.5) 94.06 %, 2.0 % off"))
    #expect(OfferedWork(gpuSeconds: 10, span: 5).overloads(gpuCount: 2))
    #expect(!OfferedWork(gpuSeconds: 9.99, span: 5).overloads(gpuCount: 2))
    let offered = OfferedWork(of: scenario, rules: .standard)
    #expect(offered.gpuSeconds == 101 * 3 + 1 && offered.span == 100)
  }

  @Test func `a mixture holds if all larger ones do, and none beats a listed one`() throws {
    for seed in UInt64(0)..<200 {
      var random = SeededGenerator(seed: seed)
      var plan = SizePlan(
        tests: [try MeasureTest("p95<60")], policies: [.baseline], loads: [1], gpuCounts: [])
      plan.mix([
        SizeKind(name: "a", counts: Array(0...random.int(1...4)), price: 2.5),
        SizeKind(name: "b", counts: Array(1...random.int(1...4)), price: 0.6),
      ])
      var search = SizeSearch(plan, runsAll: false)
      let cells = search.nextCells
      #expect(cells == Array(0..<plan.cellCount) && cells.count == plan.mixtures.count)
      var values: [[Int]: Double] = [:]
      for cell in cells {
        var result = [Double?](repeating: 1, count: plan.valueNames.count)
        let mixture = plan.mixtures[plan.place(of: cell).count]
        let speed = Double(2 * mixture[0] + mixture[1])
        result[0] = 150 / (speed + 1) + Double(random.int(0...20))
        values[mixture] = result[0]
        search.note(CellResult(values: result, stranded: 0), of: cell)
      }
      #expect(search.nextCells.isEmpty)
      let holding = plan.mixtures.filter { mixture in
        values.allSatisfy { other, value in
          !(other[0] >= mixture[0] && other[1] >= mixture[1]) || value < 60
        }
      }
      func price(_ mixture: [Int]) -> Double { 2.5 * Double(mixture[0]) + 0.6 * Double(mixture[1]) }
      let rows = MixtureAnswer(search).rows.compactMap(\.machine).map { plan.mixtures[$0] }
      #expect(rows.isEmpty == holding.isEmpty)
      for mixture in holding {
        let isBeaten = holding.contains { other in
          price(other) <= price(mixture) && (values[other] ?? 0) <= (values[mixture] ?? 0)
            && (price(other) < price(mixture) || (values[other] ?? 0) < (values[mixture] ?? 0))
        }
        if rows.contains(mixture) { #expect(!isBeaten, "seed \(seed)") }
        if !isBeaten {
          #expect(
            rows.contains {
              abs(price($0) - price(mixture)) < 1e-9 && values[$0] == values[mixture]
            }, "seed \(seed)")
        }
      }
    }
  }

  @Test func `none of the range is an answer too, with null and the most GPUs' measures`() throws {
    let scenario = scenario(seed: 3)
    let plan = SizePlan(
      tests: [try MeasureTest("max<0.001")], policies: [.baseline], loads: [1], gpuCounts: [3, 4])
    let answer = answer(plan, scenario, runsAll: true)
    #expect(answer.rows[0].gpuCount == nil && answer.rows[0].alsoHold.isEmpty)
    #expect(answer.json.contains("\"gpus\": null, \"also_hold\": [], \"margin\": -"))
    #expect(answer.json.contains("\"one_fewer\": null"))
    #expect(answer.text.contains("none"))
    #expect(answer.markdown.hasPrefix("| policy | GPUs | max<0.001 | margin | with fewer |\n"))
    #expect(answer.csv.hasPrefix("policy,load,gpus,also_hold,margin,one_fewer,runs,exhaustive,max"))
  }
}

extension SeededGenerator {
  fileprivate mutating func int(_ range: ClosedRange<Int>) -> Int {
    Int.random(in: range, using: &self)
  }

  fileprivate mutating func chance(_ percent: Int) -> Bool { int(1...100) <= percent }
}
