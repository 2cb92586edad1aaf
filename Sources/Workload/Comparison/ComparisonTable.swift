public import Engine
internal import History

/// The measures of one workload under several variants, a row each.
public struct ComparisonTable: Sendable {
  /// A variant with its measures: one list for each seed, or a single one.
  struct ComparisonRow: Sendable {
    let variant: RunVariant
    /// The results of the runs; nil for those that have not been done.
    let runs: [CellResult?]

    /// The number of runs that have been done.
    var runCount: Int { runs.count { $0 != nil } }
  }

  /// The columns.
  let columns: [ComparisonColumn]
  /// The policy that the others are compared with; nil for none.
  public var baseline: Policy?
  private(set) var rows: [ComparisonRow] = []

  /// Makes an empty table.
  public init(columns: [ComparisonColumn] = ComparisonColumn.standard) { self.columns = columns }

  /// Adds the results of a variant, one for each seed, nil for a run that has not been done.
  public mutating func append(_ variant: RunVariant, _ runs: [CellResult?]) {
    precondition(runs.contains { $0 != nil }, "a row of a comparison has at least one run")
    rows.append(ComparisonRow(variant: variant, runs: runs))
  }

  /// Whether there are no rows.
  public var isEmpty: Bool { rows.isEmpty }

  /// The values of a row in a column, in the order of seeds.
  func values(_ row: Int, _ column: Int) -> [Double?] {
    rows[row].runs.map { $0?.values[column] }
  }

  /// The mean of a row in a column over the seeds; nil if no seed has a value.
  func interval(_ row: Int, _ column: Int) -> Interval? {
    Interval(values(row, column).compactMap { $0 })
  }

  /// The policy, and what else differs between rows.
  var differingAxes: [ComparisonAxis] {
    ComparisonAxis.allCases.filter { axis in
      axis == .policy || Set(rows.map { axis.text($0.variant) }).count > 1
    }
  }
}

extension CellResult {
  /// The values of columns for a run that has ended.
  public init(_ simulation: Simulation, _ columns: [ComparisonColumn]) {
    var run = MeasuredRun(simulation)
    self.init(
      values: columns.map { run.value(of: $0.measure) },
      stranded: simulation.scenario.requests.nodeCount - simulation.trace.executions.count)
  }
}
