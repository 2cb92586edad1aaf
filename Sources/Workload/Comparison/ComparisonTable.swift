internal import Engine
public import History

/// The measures of one workload under several variants, a row each.
public struct ComparisonTable: Sendable {
  /// A variant with its measures: one for each seed, or a single one.
  struct ComparisonRow: Sendable {
    let variant: RunVariant
    let measures: [Measures]

    /// The mean of a column over the seeds; nil if no seed has a value.
    func interval(_ column: ComparisonColumn) -> Interval? {
      Interval(values(column).compactMap { $0 })
    }

    /// The values of a column, in the order of seeds.
    func values(_ column: ComparisonColumn) -> [Double?] {
      measures.map(column.value(of:))
    }
  }

  private(set) var rows: [ComparisonRow] = []

  /// Makes an empty table.
  public init() {}

  /// Adds the measures of a variant, of which there is at least one.
  public mutating func append(_ variant: RunVariant, _ measures: [Measures]) {
    precondition(!measures.isEmpty, "a row of a comparison has at least one measure")
    rows.append(ComparisonRow(variant: variant, measures: measures))
  }

  /// Whether there are no rows.
  public var isEmpty: Bool { rows.isEmpty }
}

extension ComparisonTable {
  /// A column that describes the variant of a row.
  enum VariantColumn: CaseIterable {
    case policy, gpus, mode, pcieBandwidth, switchOverhead

    /// The heading in tables for people.
    var title: String {
      switch self {
      case .policy: "policy"
      case .gpus: "GPUs"
      case .mode: "mode"
      case .pcieBandwidth: "GB/s"
      case .switchOverhead: "overhead"
      }
    }

    /// The name in JSON and CSV.
    var key: String {
      switch self {
      case .policy: "policy"
      case .gpus: "gpus"
      case .mode: "mode"
      case .pcieBandwidth: "pcie_bandwidth_gb_s"
      case .switchOverhead: "switch_overhead_seconds"
      }
    }

    /// Whether the cells are numbers in JSON.
    var isNumeric: Bool { self != .policy && self != .mode }

    func text(_ variant: RunVariant) -> String {
      switch self {
      case .policy: variant.options.policy.description
      case .gpus: String(variant.options.gpuCount)
      case .mode: variant.options.mode.rawValue
      case .pcieBandwidth: "\(variant.pcieBandwidth)"
      case .switchOverhead: "\(variant.switchOverhead)"
      }
    }
  }

  /// The policy, and what else differs between rows.
  var differingColumns: [VariantColumn] {
    VariantColumn.allCases.filter { column in
      column == .policy || Set(rows.map { column.text($0.variant) }).count > 1
    }
  }
}
