public import Engine

/// The runs of some cells of a sweep, spread over threads.
public struct SweepRun: Sendable {
  /// The cells, ascending.
  public let cells: [Int]
  /// The number of neighbouring cells that have the same scenario.
  public let cellsPerScenario: Int
  /// The number of threads, and so of scenarios and runs in memory at a time.
  public let threadCount: Int

  /// Describes the runs.
  public init(cells: [Int], cellsPerScenario: Int, threadCount: Int) {
    self.cells = cells
    self.cellsPerScenario = cellsPerScenario
    self.threadCount = max(1, threadCount)
  }

  /// Runs all cells.
  ///
  /// - Parameters:
  ///   - scenario: Returns a scenario, of which nothing is shared with those of other threads.
  ///   - measure: Runs a cell; returns nil to end all.
  ///   - note: Takes the result of a cell, from any thread; returns false to end all.
  /// - Throws: The failure of the lowest cell that failed.
  public func run(
    scenario: @Sendable (Int) -> Scenario,
    measure: @Sendable (Int, Scenario) throws(PolicyFailure) -> CellResult?,
    note: @Sendable (Int, CellResult) -> Bool
  ) throws(PolicyFailure) {
    let queue = CellQueue(cells, cellsPerScenario: cellsPerScenario)
    let threads = min(threadCount, cells.count)
    onThreads(threads) {
      var current: (number: Int, scenario: Scenario, group: Int)?
      while let next = queue.next(current: current?.group) {
        if current?.number != next.scenario {
          current = nil
          current = (next.scenario, scenario(next.scenario), next.group)
        }
        guard let scenario = current?.scenario else { return }
        do throws(PolicyFailure) {
          guard let result = try measure(next.cell, scenario), note(next.cell, result) else {
            return queue.stop()
          }
        } catch {
          queue.fail(next.cell, error)
        }
      }
    }
    if let failure = queue.failure { throw failure }
  }
}
