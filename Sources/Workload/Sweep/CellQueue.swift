internal import Engine
internal import Synchronization

/// The cells of a sweep that are still to be run, taken by several threads.
///
/// Cells of the same scenario are neighbours. A thread keeps to the scenario that it has; when there is no
/// cell left for it, it begins the next scenario, and when all are begun, it helps where most is left.
/// So a thread has one scenario at a time, and no two share one: counting references to the same memory
/// from two cores would cost more than another copy.
final class CellQueue: Sendable {
  private struct Group {
    let scenario: Int
    var cells: Range<Int>
  }

  private struct State {
    var groups: [Group]
    /// The number of groups of which a thread has taken a cell.
    var begun = 0
    /// The lowest cell that failed.
    var failed: (cell: Int, failure: PolicyFailure)?
    var isStopped = false
  }

  private let cells: [Int]
  private let state: Mutex<State>

  /// Makes the queue of some cells, ascending, a fixed number of neighbours for each scenario.
  init(_ cells: [Int], cellsPerScenario: Int) {
    var groups: [Group] = []
    for (place, cell) in cells.enumerated() {
      let scenario = cell / cellsPerScenario
      if groups.last?.scenario == scenario {
        groups[groups.count - 1].cells = groups[groups.count - 1].cells.lowerBound..<place + 1
      } else {
        groups.append(Group(scenario: scenario, cells: place..<place + 1))
      }
    }
    self.cells = cells
    state = Mutex(State(groups: groups))
  }

  /// Takes a cell; nil if there is none left.
  ///
  /// - Parameter current: The place of the group of the thread's last cell.
  /// - Returns: The cell, its scenario and the place of its group.
  func next(current: Int?) -> (cell: Int, scenario: Int, group: Int)? {
    state.withLock { state in
      while !state.isStopped, let group = Self.group(for: current, &state) {
        let cell = cells[state.groups[group].cells.removeFirst()]
        // Cells below a failure are run, so that always the same failure is reported.
        if let failed = state.failed, failed.cell < cell { continue }
        return (cell, state.groups[group].scenario, group)
      }
      return nil
    }
  }

  private static func group(for current: Int?, _ state: inout State) -> Int? {
    if let current, !state.groups[current].cells.isEmpty { return current }
    if state.begun < state.groups.count {
      state.begun += 1
      return state.begun - 1
    }
    let fullest = state.groups.indices.max {
      state.groups[$0].cells.count < state.groups[$1].cells.count
    }
    return fullest.flatMap { state.groups[$0].cells.isEmpty ? nil : $0 }
  }

  /// Hands out no more cells.
  func stop() { state.withLock { $0.isStopped = true } }

  /// Notes that a cell failed.
  func fail(_ cell: Int, _ failure: PolicyFailure) {
    state.withLock { state in
      if let known = state.failed, known.cell < cell { return }
      state.failed = (cell, failure)
    }
  }

  /// The failure of the lowest cell that failed.
  var failure: PolicyFailure? { state.withLock { $0.failed?.failure } }
}
