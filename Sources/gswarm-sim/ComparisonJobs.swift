import Engine
import Foundation
import History
import Synchronization
import Workload

/// All runs of a comparison, spread over the cores of the machine.
struct ComparisonJobs: Sendable {
  let settings: [Setting]
  /// One for each seed.
  let scenarios: [Scenario]

  /// Runs all, with a progress bar if it takes long.
  ///
  /// If `isInterrupted` says so it ends early; settings of which all runs are done are kept.
  func run(isInterrupted: @Sendable () -> Bool) -> Comparison {
    let count = settings.count * scenarios.count
    let results = Results(count: count)
    DispatchQueue.concurrentPerform(iterations: count) { index in
      guard !isInterrupted() else { return }
      let measures = settings[index / scenarios.count].measure(
        scenarios[index % scenarios.count], while: { !isInterrupted() })
      results.note(measures, at: index)
    }
    let all = results.finish()
    var comparison = Comparison()
    for (index, setting) in settings.enumerated() {
      let measures = all[index * scenarios.count..<(index + 1) * scenarios.count].compactMap { $0 }
      if !measures.isEmpty, measures.count == scenarios.count {
        comparison.append(setting, measures)
      }
    }
    return comparison
  }
}

/// What the runs came to so far.
private final class Results: Sendable {
  private struct State {
    var measures: [Measures?]
    var doneCount = 0
    var bar = ProgressBar("comparing")
  }

  private let state: Mutex<State>

  init(count: Int) {
    state = Mutex(State(measures: [Measures?](repeating: nil, count: count)))
  }

  func note(_ measures: Measures?, at index: Int) {
    state.withLock { state in
      state.measures[index] = measures
      state.doneCount += 1
      state.bar.update(state.doneCount, of: state.measures.count)
    }
  }

  func finish() -> [Measures?] {
    state.withLock { state in
      state.bar.finish()
      return state.measures
    }
  }
}
