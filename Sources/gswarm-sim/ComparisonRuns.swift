import Engine
import Foundation
import History
import Synchronization
import Workload

/// The runs of a comparison, or of a shard of it, spread over the cores of the machine.
struct ComparisonRuns: Sendable {
  let plan: ComparisonPlan
  let source: ScenarioSource
  let threadCount: Int
  /// The tests that each run is to pass.
  var tests: [MeasureTest] = []
  /// Takes the sentences of failed tests.
  let failures = FailedTests()

  /// Runs the cells of a shard that a part does not have yet.
  ///
  /// A progress bar shows if it takes long; all ends early if `isInterrupted` returns true.
  ///
  /// - Returns: The results by cell, those of the part among them; nil for a cell of other shards, or
  ///   that was not run.
  /// - Throws: the fault of a policy that ended a run, if there is one, or why the part cannot be
  ///   written.
  func run(
    _ shard: Shard = .whole, part: SweepPart<ComparisonPlan>? = nil,
    isInterrupted: @Sendable () -> Bool
  ) throws(CommandFailure) -> [CellResult?] {
    let known = part?.known ?? [:]
    let cells = (0..<plan.cellCount).filter { cell in
      known[cell] == nil && shard.contains(plan.identity(of: cell))
    }
    let variants = (0..<plan.rowCount).map(plan.variant(ofRow:))
    let results = SweepResults(
      cellCount: plan.cellCount, runCount: cells.count, known: known, part: part)
    let sweep = SweepRun(
      cells: cells, cellsPerScenario: plan.cellsPerScenario, threadCount: threadCount)
    do throws(PolicyFailure) {
      try sweep.run { number in
        let (row, seed) = plan.place(of: number * plan.cellsPerScenario)
        return source.scenario(for: variants[row], seed: seed)
      } measure: { cell, scenario throws(PolicyFailure) in
        guard !isInterrupted() else { return nil }
        let variant = variants[plan.place(of: cell).row]
        return try variant.simulate(scenario) { !isInterrupted() }.map { simulation in
          if !tests.isEmpty { failures.note(tests, simulation, cell: cell) }
          return CellResult(simulation, plan.columns)
        }
      } note: { cell, result in
        results.add(result, cell: cell)
      }
    } catch {
      _ = try results.finish()
      throw .policy(error)
    }
    return try results.finish()
  }
}

/// The tests that runs fail.
final class FailedTests: Sendable {
  private let sentences = Mutex<[Int: [String]]>([:])

  func note(_ tests: [MeasureTest], _ simulation: Simulation, cell: Int) {
    var run = MeasuredRun(simulation)
    let failures = tests.compactMap { run.failure(of: $0) }
    guard !failures.isEmpty else { return }
    sentences.withLock { $0[cell] = failures }
  }

  /// The sentences by cell, ascending.
  var all: [(cell: Int, sentences: [String])] {
    sentences.withLock { $0.sorted { $0.key < $1.key }.map { ($0.key, $0.value) } }
  }
}

/// The results of the runs that are done.
private final class SweepResults: Sendable {
  private struct Progress {
    var results: [CellResult?]
    let runCount: Int
    var doneCount = 0
    var failure: PartFailure?
    var bar = ProgressBar("comparing")
  }

  private let progress: Mutex<Progress>
  private let part: SweepPart<ComparisonPlan>?

  init(
    cellCount: Int, runCount: Int, known: [Int: CellResult], part: SweepPart<ComparisonPlan>?
  ) {
    var results = [CellResult?](repeating: nil, count: cellCount)
    for (cell, result) in known { results[cell] = result }
    progress = Mutex(Progress(results: results, runCount: runCount))
    self.part = part
  }

  /// Takes a result; false if it cannot be written.
  func add(_ result: CellResult, cell: Int) -> Bool {
    var failure: PartFailure?
    if let part {
      do throws(PartFailure) { try part.append(result, of: cell) } catch { failure = error }
    }
    return progress.withLock { progress in
      progress.results[cell] = result
      progress.doneCount += 1
      progress.bar.update(progress.doneCount, of: progress.runCount)
      if let failure { progress.failure = failure }
      return failure == nil
    }
  }

  func finish() throws(CommandFailure) -> [CellResult?] {
    let (results, failure) = progress.withLock { progress in
      progress.bar.finish()
      return (progress.results, progress.failure)
    }
    if let failure { throw .part(failure) }
    do throws(PartFailure) { try part?.synchronize() } catch { throw .part(error) }
    return results
  }
}
