import Engine
import Synchronization
import Testing

@testable import Workload

struct CellQueueTests {
  @Test(arguments: [1, 2, 3, 8])
  func `each cell is run once, with its own scenario, whatever the number of threads`(
    threads: Int
  ) throws {
    for (count, perScenario) in [(0, 3), (1, 1), (30, 3), (31, 7), (100, 100), (100, 1)] {
      let cells = (0..<count).filter { $0 % 5 != 2 }
      let run = SweepRun(cells: cells, cellsPerScenario: perScenario, threadCount: threads)
      let done = Mutex<[Int]>([])
      let living = Atomic(0)
      let most = Atomic(0)
      try run.run { number in
        Self.scenario(number)
      } measure: { cell, scenario in
        #expect(Int(scenario.hardware.switchOverheadSeconds) == cell / perScenario)
        let now = living.add(1, ordering: .relaxed).newValue
        most.max(now, ordering: .relaxed)
        defer { living.subtract(1, ordering: .relaxed) }
        return CellResult(values: [Double(cell)], stranded: 0)
      } note: { cell, result in
        #expect(result.values == [Double(cell)])
        done.withLock { $0.append(cell) }
        return true
      }
      #expect(done.withLock { $0.sorted() } == cells)
      #expect(most.load(ordering: .relaxed) <= threads)
    }
  }

  @Test func `a thread keeps to its scenario, then begins another, then helps`() throws {
    let queue = CellQueue([0, 1, 2, 3, 10, 11], cellsPerScenario: 10)
    let first = try #require(queue.next(current: nil))
    let second = try #require(queue.next(current: nil))
    #expect((first.cell, first.scenario) == (0, 0))
    #expect((second.cell, second.scenario) == (10, 1))
    #expect(queue.next(current: second.group)?.cell == 11)
    // The second scenario has no more cells: its thread helps with the first one.
    #expect(queue.next(current: second.group)?.cell == 1)
    #expect(queue.next(current: first.group)?.cell == 2)
    #expect(queue.next(current: first.group)?.cell == 3)
    #expect(queue.next(current: first.group) == nil)
  }

  @Test func `the scenarios drawn are one for each, and one more for each thread that helps`()
    throws
  {
    let drawn = Atomic(0)
    let run = SweepRun(cells: Array(0..<200), cellsPerScenario: 10, threadCount: 4)
    try run.run { number in
      drawn.add(1, ordering: .relaxed)
      return Self.scenario(number)
    } measure: { _, _ in
      CellResult(values: [], stranded: 0)
    } note: { _, _ in
      true
    }
    // At the end each of four threads may help with each of the last scenarios.
    #expect(drawn.load(ordering: .relaxed) <= 20 + 3 * 4)
  }

  @Test func `what is to end ends`() throws {
    let count = Atomic(0)
    let run = SweepRun(cells: Array(0..<1000), cellsPerScenario: 10, threadCount: 3)
    try run.run { number in
      Self.scenario(number)
    } measure: { _, _ in
      CellResult(values: [], stranded: 0)
    } note: { _, _ in
      count.add(1, ordering: .relaxed).newValue < 10
    }
    #expect(count.load(ordering: .relaxed) <= 12)
  }

  @Test func `a copied scenario runs as the original does`() throws {
    let folder = try TemporaryFolder()
    let source = try GenerationSource(
      configuration: folder.write("c.yaml", Generated.configuration))
    let generator = try RequestGenerator(source, GenerationPlan(requestCount: 200, rate: 1))
    let scenario = generator.scenario(seed: 3)
    let options = Options(gpuCount: 3, mode: .online)
    var runs = [scenario, scenario.copied()].map { Simulation(scenario: $0, options: options) }
    for index in runs.indices { runs[index].runToEnd() }
    let results = runs.map { CellResult($0, ComparisonColumn.standard) }
    #expect(results[0] == results[1])
    #expect(runs[0].trace.executions.map(\.end) == runs[1].trace.executions.map(\.end))
  }

  /// A scenario that can be told from others.
  private static func scenario(_ number: Int) -> Scenario {
    Scenario(hardware: Hardware(switchOverheadSeconds: Double(number)), models: [], workflows: [])
  }
}
