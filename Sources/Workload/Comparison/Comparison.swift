import Engine
public import History

/// The same workload under several settings, in rows.
public struct Comparison: Sendable {
  /// A setting with what came of it: a value for each seed, or a single one.
  struct Row: Sendable {
    let setting: Setting
    let measures: [Measures]

    func interval(_ column: ComparisonColumn) -> Interval? {
      Interval(measures.compactMap(column.value(of:)))
    }
  }

  private(set) var rows: [Row] = []

  /// Makes an empty comparison.
  public init() {}

  /// Adds the results of a setting, of which there is at least one.
  public mutating func append(_ setting: Setting, _ measures: [Measures]) {
    rows.append(Row(setting: setting, measures: measures))
  }

  /// Whether there are no results at all.
  public var isEmpty: Bool { rows.isEmpty }

  /// Whether a row has the best number of a column among all rows that differ in the policy alone.
  func isBest(_ row: Row, in column: ComparisonColumn) -> Bool {
    let surroundings = row.setting.surroundings
    let rivals = rows.filter { $0.setting.surroundings == surroundings }
    guard column.hasBest, rivals.count > 1, let own = row.interval(column)?.mean else {
      return false
    }
    let means = rivals.compactMap { $0.interval(column)?.mean }
    // Not worth a mark if all are the same.
    guard let least = means.min(), let most = means.max(), least < most else { return false }
    return own == (column.isHigherBetter ? most : least)
  }

  /// The settings that differ between rows, as a title and a text for each row; the policy always.
  func settingColumns(always: Bool) -> [(title: String, key: String, text: (Setting) -> String)] {
    let all: [(title: String, key: String, text: (Setting) -> String)] = [
      ("policy", "policy", { $0.options.policy.description }),
      ("GPUs", "gpus", { String($0.options.gpuCount) }),
      ("mode", "mode", { $0.options.mode.rawValue }),
      ("GB/s", "pcie_bandwidth_gb_s", { "\($0.pcieBandwidth)" }),
      ("overhead", "switch_overhead_seconds", { "\($0.switchOverhead)" }),
    ]
    return all.filter { column in
      always || column.key == "policy" || Set(rows.map { column.text($0.setting) }).count > 1
    }
  }
}
