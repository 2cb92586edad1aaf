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
  func run(isInterrupted: @Sendable () -> Bool) -> ComparisonTable {
    let results = ComparisonResults(variantCount: variants.count, seedCount: source.count)
    let scenarios = SharedScenarios(source, uses: variants.count)
    // The runs of one seed are neighbours, so that few scenarios exist at a time.
    DispatchQueue.concurrentPerform(iterations: variants.count * source.count) { index in
      guard !isInterrupted() else { return }
      let (seed, variant) = index.quotientAndRemainder(dividingBy: variants.count)
      let measures = variants[variant].measure(
        scenarios.take(seed), while: { !isInterrupted() })
      results.add(measures, variant: variant, seed: seed)
    }
    var table = ComparisonTable()
    for (variant, measures) in zip(variants, results.finish()) {
      let done = measures.compactMap { $0 }
      if done.count == source.count { table.append(variant, done) }
    }
    return table
  }
}

/// Scenarios that are made at their first use and dropped at their last one.
private final class SharedScenarios: Sendable {
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

  func finish() -> [[Measures?]] {
    progress.withLock { progress in
      progress.bar.finish()
      return progress.measures
    }
  }
}
