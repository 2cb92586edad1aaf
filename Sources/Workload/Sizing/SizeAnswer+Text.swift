internal import Engine
internal import History

extension SizeAnswer {
  /// A column of the table.
  private struct Column {
    let title: String
    var isNumber = true
    let text: (SizeRow) -> String
  }

  /// The table for a terminal, with remarks below it.
  public var text: String {
    let cells = self.cells
    let widths = cells[0].indices.map { column in cells.map { $0[column].count }.max() ?? 0 }
    let lines = cells.map { row in
      zip(columns, zip(row, widths)).map { column, cell in
        let padding = String(repeating: " ", count: cell.1 - cell.0.count)
        return column.isNumber ? padding + cell.0 : cell.0 + padding
      }.joined(separator: "  ")
    }
    let trimmed = lines.map { $0.replacing(/\ +$/, with: "") }
    return (trimmed + [""] + notes).map { $0 + "\n" }.joined()
  }

  /// The table in Markdown, with remarks below it.
  public var markdown: String {
    let cells = self.cells
    let rule = columns.map { $0.isNumber ? "--:" : "---" }
    let lines = ([cells[0], rule] + cells.dropFirst()).map {
      "| " + $0.joined(separator: " | ") + " |"
    }
    return (lines + [""] + notes).map { $0 + "\n" }.joined()
  }

  private var cells: [[String]] {
    [columns.map(\.title)] + rows.map { row in columns.map { $0.text(row) } }
  }

  private var columns: [Column] {
    var columns = [Column(title: "policy", isNumber: false) { $0.policy.description }]
    if plan.loads.count > 1 || plan.loads.first != 1 {
      columns.append(Column(title: "load") { $0.load.plainText })
    }
    columns.append(Column(title: "GPUs") { $0.gpuCount.map { "\($0)" } ?? "none" })
    for test in plan.tests {
      let place = plan.measures.firstIndex(of: test.measure) ?? 0
      columns.append(
        Column(title: "\(test)") { test.measure.text($0.outcome.mean(place)) })
    }
    columns.append(Column(title: "margin") { Self.percent($0.outcome.margin) })
    if plan.seeds != nil {
      columns.append(Column(title: "seeds") { Self.share($0.outcome) })
    }
    columns.append(
      Column(title: "with fewer", isNumber: false) { [plan] in Self.fewer($0, plan) })
    if plan.price != nil {
      columns.append(Column(title: "per hour") { [plan] in Self.money($0.costPerHour(plan)) })
      columns.append(
        Column(title: "per 1000 requests") { [plan] in Self.money($0.costPerThousand(plan)) })
    }
    return columns
  }

  private static func percent(_ share: Double) -> String {
    share.isFinite ? fixed(share * 100, 1) + " %" : "–"
  }

  private static func money(_ amount: Double?) -> String { amount.map { fixed($0, 2) } ?? "–" }

  private static func share(_ outcome: SizeOutcome) -> String {
    let (low, high) = (outcome.interval.lowerBound * 100, outcome.interval.upperBound * 100)
    return "\(outcome.passedCount)/\(outcome.values.count) (\(fixed(low, 0))–\(fixed(high, 0)) %)"
  }

  private static func fewer(_ row: SizeRow, _ plan: SizePlan) -> String {
    guard let fewer = row.fewer, let reason = row.oneFewer else { return "–" }
    let words = "\(fewer.gpuCount): \(reason.rawValue)"
    guard reason == .slow else { return words }
    guard plan.seeds == nil else {
      return "\(words), \(fewer.passedCount)/\(fewer.values.count) seeds"
    }
    let tests = plan.tests.indices.map { (test: $0, margin: margin(of: $0, fewer, plan)) }
    guard let tightest = tests.min(by: { $0.margin < $1.margin }) else { return words }
    let measure = plan.tests[tightest.test].measure
    let value = measure.text(fewer.mean(plan.place(ofTest: tightest.test)))
    let miss = tightest.margin.isFinite ? ", \(missing(-tightest.margin)) off" : ""
    return "\(words), \(measure) \(value)\(miss)"
  }

  /// A share that is missing, with as many digits as it takes to tell it from none.
  private static func missing(_ share: Double) -> String {
    share >= 0.001 ? percent(share) : "less than 0.1 %"
  }

  private static func margin(of test: Int, _ outcome: SizeOutcome, _ plan: SizePlan) -> Double {
    plan.tests[test].margin(of: outcome.mean(plan.place(ofTest: test))) ?? -.infinity
  }

  /// Remarks about numbers that hold by chance, and about the runs.
  var notes: [String] {
    rows.compactMap { row in
      guard !row.alsoHold.isEmpty else { return nil }
      let load = plan.loads.count > 1 ? " at load \(row.load.plainText)" : ""
      return "\(row.policy)\(load): \(Self.list(row.alsoHold)) "
        + (row.alsoHold.count == 1 ? "holds" : "hold") + " too, \(Self.list(row.failing)) "
        + (row.failing.count == 1 ? "does" : "do") + " not"
    } + [runsNote]
  }

  private var runsNote: String {
    let runs = counted(runCount, "run")
    let counts = counted(plan.gpuCounts.count, "number")
    guard !isExhaustive else { return "\(runs): all \(counts) of GPUs" }
    return "\(runs) of \(plan.cellCount): doubling, bisection and "
      + "\(SizeSearch.neighbourhood) neighbours on either side; --exhaustive runs all \(counts) of GPUs"
  }

  /// Numbers in words: `5`, `5 and 7`, `5–9, 12`.
  private static func list(_ numbers: [Int]) -> String {
    var ranges: [ClosedRange<Int>] = []
    for number in numbers {
      if let last = ranges.last, last.upperBound == number - 1 {
        ranges[ranges.count - 1] = last.lowerBound...number
      } else {
        ranges.append(number...number)
      }
    }
    let parts = ranges.map {
      $0.count == 1 ? "\($0.lowerBound)" : "\($0.lowerBound)–\($0.upperBound)"
    }
    guard let last = parts.last, parts.count > 1 else { return parts.first ?? "" }
    return parts.dropLast().joined(separator: ", ") + " and " + last
  }
}
