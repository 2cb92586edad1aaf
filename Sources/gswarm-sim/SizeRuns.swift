import Engine
import Foundation
import Synchronization
import Workload

/// The runs of `size`, spread over the cores of the machine.
struct SizeRuns: Sendable {
  let plan: SizePlan
  let scenarios: SizeScenarios
  let part: SweepPart<SizePlan>?

  /// Runs what a search asks for until it is over, or `isInterrupted` returns true.
  ///
  /// - Returns: The search that is over; nil if it was interrupted.
  /// - Throws: The fault of the policy that ended a run, that of the lowest cell if there are several.
  func run(
    _ search: SizeSearch, isInterrupted: @Sendable () -> Bool
  ) throws(CommandFailure) -> SizeSearch? {
    var search = search
    let progress = SizeProgress(total: search.runsAll ? plan.cellCount : nil)
    defer { progress.finish() }
    while true {
      let cells = search.nextCells
      guard !cells.isEmpty else { break }
      for (cell, result) in try run(cells, progress, isInterrupted: isInterrupted) {
        search.note(result, of: cell)
      }
      guard !isInterrupted() else { break }
    }
    do throws(PartFailure) { try part?.synchronize() } catch { throw .part(error) }
    return isInterrupted() ? nil : search
  }

  /// Runs the cells of a shard that the part does not have yet.
  func run(_ shard: Shard, isInterrupted: @Sendable () -> Bool) throws(CommandFailure) {
    let known = part?.known ?? [:]
    let cells = (0..<plan.cellCount).filter { cell in
      known[cell] == nil && shard.contains(plan.identity(of: cell))
    }
    let progress = SizeProgress(total: cells.count)
    defer { progress.finish() }
    _ = try run(cells, progress, isInterrupted: isInterrupted)
    do throws(PartFailure) { try part?.synchronize() } catch { throw .part(error) }
  }

  /// Runs some cells, ascending.
  private func run(
    _ cells: [Int], _ progress: SizeProgress, isInterrupted: @Sendable () -> Bool
  ) throws(CommandFailure) -> [(cell: Int, result: CellResult)] {
    let outcome = Mutex((results: [(cell: Int, result: CellResult)](), failure: PartFailure?.none))
    let sweep = SweepRun(
      cells: cells, cellsPerScenario: plan.cellsPerScenario,
      threadCount: ProcessInfo.processInfo.activeProcessorCount)
    do throws(PolicyFailure) {
      try sweep.run { number in
        let place = plan.place(of: number * plan.cellsPerScenario)
        return scenarios.scenario(seed: place.seed, load: plan.loads[place.load]).copied()
      } measure: { cell, scenario throws(PolicyFailure) in
        guard !isInterrupted() else { return nil }
        let place = plan.place(of: cell)
        var simulation = Simulation(
          scenario: plan.scenario(scenario, at: place), options: plan.options(of: place))
        simulation.runToEnd(every: 1 << 10) { _ in !isInterrupted() }
        if let failure = simulation.failure { throw failure }
        return simulation.nextEventTime == nil ? plan.result(of: simulation) : nil
      } note: { cell, result in
        var failure: PartFailure?
        if let part {
          do throws(PartFailure) { try part.append(result, of: cell) } catch { failure = error }
        }
        progress.advance()
        return outcome.withLock { outcome in
          outcome.results.append((cell, result))
          if let failure { outcome.failure = failure }
          return failure == nil
        }
      }
    } catch {
      throw .policy(error)
    }
    let (results, failure) = outcome.withLock { ($0.results, $0.failure) }
    if let failure { throw .part(failure) }
    return results
  }
}

/// The progress bar of `size`, from any thread.
private final class SizeProgress: Sendable {
  private let state = Mutex((bar: ProgressBar("sizing"), done: 0))
  /// The number of runs; nil if it depends on their results.
  private let total: Int?

  init(total: Int?) { self.total = total }

  func advance() {
    state.withLock { state in
      state.done += 1
      if let total { state.bar.update(state.done, of: total) }
    }
  }

  func finish() { state.withLock { $0.bar.finish() } }
}
