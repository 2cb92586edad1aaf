internal import Documents
public import Engine

/// The runs of a comparison: all combinations of the values of some axes, each with every seed.
public struct ComparisonPlan: Sweep {
  /// An axis with its values.
  public struct AxisValues: Codable, Hashable, Sendable {
    let axis: ComparisonAxis
    let values: [String]
  }

  /// The command that makes such plans.
  public static let command = "compare"

  /// The reading of the rules.
  let rules: String
  /// The axes, in the order of rows.
  private var axes: [AxisValues] = []
  /// The number of seeds; nil for requests of a file.
  let seeds: Int?
  /// The number and mix of drawn requests, as the command line has them; empty for those of a file.
  let drawing: String
  /// The columns of the table.
  public let columns: [ComparisonColumn]
  /// The policy that the others are compared with; nil for none.
  private let baseline: String?

  /// Makes the plan of a single run.
  ///
  /// - Parameters:
  ///   - variant: The only row.
  ///   - seeds: The number of seeds; nil for requests of a file.
  ///   - drawing: The number and mix of drawn requests.
  ///   - columns: The columns of the table.
  ///   - baseline: The policy that the others are compared with.
  public init(
    _ variant: RunVariant, seeds: Int?, drawing: String = "",
    columns: [ComparisonColumn] = ComparisonColumn.standard, baseline: Policy? = nil
  ) {
    self.baseline = baseline?.description
    rules = variant.options.rules.rawValue
    self.seeds = seeds
    self.drawing = drawing
    self.columns = columns
    axes = ComparisonAxis.rowOrder.compactMap { axis in
      axis.text(variant).map { AxisValues(axis: axis, values: [$0]) }
    }
  }

  /// Gives an axis several values, each once.
  public mutating func vary(_ axis: ComparisonAxis, _ variants: [RunVariant]) {
    guard let place = axes.firstIndex(where: { $0.axis == axis }) else { return }
    axes[place] = AxisValues(axis: axis, values: variants.compactMap(axis.text))
  }

  // MARK: - Rows

  /// The number of rows.
  public var rowCount: Int { axes.reduce(1) { $0 * $1.values.count } }

  /// The number of runs of each row.
  public var runsPerRow: Int { seeds ?? 1 }

  /// The number of runs of the same scenario.
  public var cellsPerScenario: Int {
    axes.reduce(1) { ComparisonAxis.ofScenario.contains($1.axis) ? $0 : $0 * $1.values.count }
  }

  /// The number of runs, which may be beyond any integer.
  public var approximateCellCount: Double {
    axes.reduce(Double(runsPerRow)) { $0 * Double($1.values.count) }
  }

  /// Whether it is a plan as `compare` makes them.
  public var isValid: Bool {
    guard Limit.comparedRuns.allows(approximateCellCount), runsPerRow > 0,
      Rules(rawValue: rules) != nil, Set(columns).count == columns.count, !columns.isEmpty,
      axes.map(\.axis)
        == ComparisonAxis.rowOrder.filter({ axis in
          axes.contains { $0.axis == axis }
        }), axes.allSatisfy({ $0.axis.isDrawn ? seeds != nil : true }),
      ComparisonAxis.allCases.allSatisfy({ axis in
        axis.isOptional || axes.contains { $0.axis == axis }
      })
    else { return false }
    if let baseline, (try? Policy(baseline)) == nil { return false }
    var variant = blank
    return axes.allSatisfy { axis in
      !axis.values.isEmpty && Set(axis.values).count == axis.values.count
        && axis.values.allSatisfy {
          axis.axis.apply($0, to: &variant) && axis.axis.text(variant) == $0
        }
    }
  }

  private var blank: RunVariant {
    RunVariant(
      options: Options(gpuCount: 1, rules: Rules(rawValue: rules) ?? .standard), pcieBandwidth: 16,
      switchOverhead: 2)
  }

  /// The settings of a row.
  public func variant(ofRow row: Int) -> RunVariant {
    var (variant, rest) = (blank, row)
    for axis in axes.reversed() {
      let (quotient, place) = rest.quotientAndRemainder(dividingBy: axis.values.count)
      _ = axis.axis.apply(axis.values[place], to: &variant)
      rest = quotient
    }
    return variant
  }

  // MARK: - Cells

  /// The number of runs.
  public var cellCount: Int { rowCount * runsPerRow }

  /// The names of the columns.
  public var valueNames: [String] { columns.map(\.key) }

  /// The row of a cell and its seed, counted from 0.
  public func place(of cell: Int) -> (row: Int, seed: Int) {
    let (scenario, inside) = cell.quotientAndRemainder(dividingBy: cellsPerScenario)
    let (group, seed) = scenario.quotientAndRemainder(dividingBy: runsPerRow)
    return (group * cellsPerScenario + inside, seed)
  }

  /// The cell of a row and a seed, counted from 0.
  public func cell(row: Int, seed: Int) -> Int {
    let (group, inside) = row.quotientAndRemainder(dividingBy: cellsPerScenario)
    return (group * runsPerRow + seed) * cellsPerScenario + inside
  }

  /// Returns all settings of a run as text.
  public func identity(of cell: Int) -> String {
    let (row, seed) = place(of: cell)
    let variant = variant(ofRow: row)
    var parts = ComparisonAxis.allCases.compactMap { axis in
      axis.text(variant).map { "\(axis.key)=\($0)" }
    }
    parts.append("rules=\(rules)")
    if !drawing.isEmpty { parts.append(drawing) }
    if seeds != nil { parts.append("seed=\(seed + 1)") }
    return parts.joined(separator: " ")
  }

  // MARK: - Tables

  /// The table of the rows of which all runs have results.
  ///
  /// - Parameters:
  ///   - results: The results by cell.
  ///   - isPartial: Whether rows with some of their runs are shown too.
  /// - Returns: A row for each combination of settings.
  public func table(_ results: [CellResult?], isPartial: Bool = false) -> ComparisonTable {
    var table = ComparisonTable(columns: columns)
    table.baseline = baseline.flatMap { try? Policy($0) }
    for row in 0..<rowCount {
      let runs = (0..<runsPerRow).map { results[cell(row: row, seed: $0)] }
      let count = runs.count { $0 != nil }
      if isPartial ? count > 0 : count == runs.count {
        table.append(variant(ofRow: row), runs)
      }
    }
    return table
  }
}

extension ComparisonAxis {
  /// Whether the axis has a meaning for drawn requests alone.
  var isDrawn: Bool { self == .rate || self == .pattern }
}
