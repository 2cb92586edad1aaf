import Engine
import Foundation
import History
import Synchronization
import Workload

/// All runs of a comparison, spread over the cores of the machine.
struct ComparisonJobs: Sendable {
  let variants: [RunVariant]
  let source: ScenarioSource

  /// Runs all, with a progress bar if it takes long; ends early if `isInterrupted` returns true.
  ///
  /// - Returns: the variants of which all runs were done.
  /// - Throws: the fault of a policy that ended a run, if there is one.
  func run(isInterrupted: @Sendable () -> Bool) throws(CommandFailure) -> ComparisonTable {
    let results = ComparisonResults(variantCount: variants.count, seedCount: source.count)
    let scenarios = SharedScenarios(source, uses: variants.count)
    // The runs of one seed are neighbours, so that few scenarios exist at a time.
    DispatchQueue.concurrentPerform(iterations: variants.count * source.count) { index in
      guard !isInterrupted() else { return }
      let (seed, variant) = index.quotientAndRemainder(dividingBy: variants.count)
      do throws(PolicyFailure) {
        let measures = try variants[variant].measure(
          scenarios.take(seed), while: { !isInterrupted() })
        results.add(measures, variant: variant, seed: seed)
      } catch {
        results.add(error, run: index)
      }
    }
    if let failure = results.firstFailure { throw .policy(failure) }
    var table = ComparisonTable()
    for (variant, measures) in zip(variants, results.finish()) {
      let done = measures.compactMap { $0 }
      if done.count == source.count { table.append(variant, done) }
    }
    return table
  }
}

/// Scenarios that are made at their first use and dropped at their last one.
final class SharedScenarios: Sendable {
  private struct SharedScenario {
    let scenario: Scenario
    var remainingUses: Int
  }

  private let source: ScenarioSource
  private let uses: Int
  private let entries = Mutex<[Int: SharedScenario]>([:])

  init(_ source: ScenarioSource, uses: Int) {
    self.source = source
    self.uses = uses
  }

  /// The number of scenarios in memory.
  var count: Int { entries.withLock(\.count) }

  /// Returns the scenario of a seed.
  func take(_ seed: Int) -> Scenario {
    entries.withLock { entries in
      var entry =
        entries[seed] ?? SharedScenario(scenario: source.scenario(seed), remainingUses: uses)
      entry.remainingUses -= 1
      entries[seed] = entry.remainingUses > 0 ? entry : nil
      return entry.scenario
    }
  }
}

/// The measures of the runs that are done.
private final class ComparisonResults: Sendable {
  private struct Progress {
    /// The measures of each variant for each seed.
    var measures: [[Measures?]]
    let runCount: Int
    var doneCount = 0
    /// The failure of the first run that failed, and the number of that run.
    var failure: (run: Int, reason: PolicyFailure)?
    var bar = ProgressBar("comparing")
  }

  private let progress: Mutex<Progress>

  init(variantCount: Int, seedCount: Int) {
    let empty = [Measures?](repeating: nil, count: seedCount)
    progress = Mutex(
      Progress(
        measures: Array(repeating: empty, count: variantCount),
        runCount: variantCount * seedCount))
  }

  func add(_ measures: Measures?, variant: Int, seed: Int) {
    progress.withLock { progress in
      progress.measures[variant][seed] = measures
      progress.doneCount += 1
      progress.bar.update(progress.doneCount, of: progress.runCount)
    }
  }

  func add(_ failure: PolicyFailure, run: Int) {
    progress.withLock { progress in
      if let known = progress.failure, known.run < run { return }
      progress.failure = (run, failure)
    }
  }

  /// The failure of the first run that failed, whichever failed first.
  var firstFailure: PolicyFailure? {
    progress.withLock { progress in
      if progress.failure != nil { progress.bar.finish() }
      return progress.failure?.reason
    }
  }

  func finish() -> [[Measures?]] {
    progress.withLock { progress in
      progress.bar.finish()
      return progress.measures
    }
  }
}
