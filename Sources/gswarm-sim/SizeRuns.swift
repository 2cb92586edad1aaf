import Engine
import Foundation
import Synchronization
import Workload

/// The runs of `size`, spread over the cores of the machine.
struct SizeRuns: Sendable {
  let plan: SizePlan
  let scenarios: SizeScenarios

  /// Runs what a search asks for until it is over, or `isInterrupted` returns true.
  ///
  /// - Returns: The search that is over; nil if it was interrupted.
  /// - Throws: The fault of the policy that ended a run, that of the lowest cell if there are several.
  func run(
    _ search: SizeSearch, isInterrupted: @Sendable () -> Bool
  ) throws(CommandFailure) -> SizeSearch? {
    let runsAll = search.runsAll
    var search = search
    let bar = Mutex((bar: ProgressBar("sizing"), done: 0))
    defer { bar.withLock { $0.bar.finish() } }
    while true {
      let cells = search.nextCells
      guard !cells.isEmpty else { return search }
      let results = try run(cells, isInterrupted: isInterrupted) {
        bar.withLock { state in
          state.done += 1
          let total = runsAll ? plan.cellCount : max(cells.count, state.done)
          state.bar.update(state.done, of: total)
        }
      }
      guard !isInterrupted() else { return nil }
      for (cell, values) in results { search.note(values, of: cell) }
    }
  }

  /// Runs some cells, ascending; each thread has a scenario of its own.
  private func run(
    _ cells: [Int], isInterrupted: @Sendable () -> Bool, whenDone: @Sendable () -> Void
  ) throws(CommandFailure) -> [(cell: Int, values: [Double?])] {
    let threads = min(ProcessInfo.processInfo.activeProcessorCount, cells.count)
    let outcome = Mutex(
      (
        results: [(cell: Int, values: [Double?])](),
        failure: (cell: Int, reason: PolicyFailure)?.none
      ))
    let next = Mutex(0)
    // Neighbours have the same scenario, so that a thread seldom needs another one.
    let stride = max(1, min(plan.cellsPerScenario, cells.count / (threads * 4)))
    DispatchQueue.concurrentPerform(iterations: threads) { _ in
      var current: (number: Int, scenario: Scenario)?
      while !isInterrupted() {
        let first = next.withLock { next in
          defer { next += stride }
          return next
        }
        guard first < cells.count else { return }
        for cell in cells[first..<min(first + stride, cells.count)] where !isInterrupted() {
          let place = plan.place(of: cell)
          let number = cell / plan.cellsPerScenario
          if current?.number != number {
            current = nil
            current = (
              number, scenarios.scenario(seed: place.seed, load: plan.loads[place.load])
            )
          }
          guard let scenario = current?.scenario else { return }
          var simulation = Simulation(scenario: scenario, options: plan.options(of: place))
          simulation.runToEnd(every: 1 << 10) { _ in !isInterrupted() }
          if let failure = simulation.failure {
            outcome.withLock { outcome in
              if outcome.failure.map({ $0.cell > cell }) ?? true {
                outcome.failure = (cell, failure)
              }
            }
          } else if simulation.nextEventTime == nil {
            let values = plan.values(of: simulation)
            outcome.withLock { $0.results.append((cell, values)) }
          }
          whenDone()
        }
      }
    }
    let (results, failure) = outcome.withLock { ($0.results, $0.failure) }
    if let failure { throw .policy(failure.reason) }
    return results
  }
}
