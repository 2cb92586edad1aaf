internal import Engine
internal import History

/// A mixture of kinds of GPUs that holds.
struct MixtureRow: Sendable {
  let policy: Policy
  let load: Double
  /// The mixture, a place in those of the plan; nil if none holds.
  let machine: Int?
  /// The outcome of the mixture, or of the largest one if none holds.
  let outcome: SizeOutcome
  /// The price for an hour.
  let price: Double?
  /// The number of runs for the policy and load.
  let runCount: Int
}

/// The cheapest mixtures of kinds of GPUs that pass tests.
///
/// A mixture holds if it passes, and so do all mixtures of the range that have at least as many GPUs of
/// each kind. Of those that hold the list has the ones that none beats in both price and margin, by price.
public struct MixtureAnswer: Sendable {
  /// The question.
  let plan: SizePlan
  /// For each load and policy the mixtures that hold, the cheapest first.
  let rows: [MixtureRow]

  /// Reads the answer off a search that is over.
  public init(_ search: SizeSearch) {
    plan = search.plan
    rows = (0..<search.plan.rowCount).flatMap { Self.rows(search, row: $0) }
  }

  private static func rows(_ search: SizeSearch, row: Int) -> [MixtureRow] {
    let plan = search.plan
    let outcomes = plan.mixtures.indices.map { search.outcome(row: row, count: $0) }
    let (load, policy) = row.quotientAndRemainder(dividingBy: plan.policies.count)
    let runCount = outcomes.count { $0 != nil } * plan.seedCount
    func made(_ machine: Int?, _ outcome: SizeOutcome) -> MixtureRow {
      MixtureRow(
        policy: plan.policies[policy], load: plan.loads[load], machine: machine, outcome: outcome,
        price: machine.flatMap(plan.price(ofMachine:)), runCount: runCount)
    }
    var best = -Double.infinity
    var list: [MixtureRow] = []
    for machine in byPrice(holding(outcomes, plan), outcomes, plan) {
      guard let outcome = outcomes[machine], outcome.margin > best || list.isEmpty else { continue }
      best = outcome.margin
      list.append(made(machine, outcome))
    }
    guard list.isEmpty, let largest = outcomes.last.flatMap({ $0 }) else { return list }
    return [made(nil, largest)]
  }

  /// The mixtures that hold, as places.
  ///
  /// - Complexity: O(mixtures · kinds).
  private static func holding(_ outcomes: [SizeOutcome?], _ plan: SizePlan) -> [Int] {
    let places = Dictionary(uniqueKeysWithValues: zip(plan.mixtures, plan.mixtures.indices))
    var holds = [Bool](repeating: false, count: plan.mixtures.count)
    // From the largest down: those with one step more of a kind are known by then.
    for place in plan.mixtures.indices.reversed() where outcomes[place]?.passes == true {
      let mixture = plan.mixtures[place]
      holds[place] = plan.kinds.indices.allSatisfy { kind in
        guard let next = plan.kinds[kind].counts.first(where: { $0 > mixture[kind] }) else {
          return true
        }
        var larger = mixture
        larger[kind] = next
        return places[larger].map { holds[$0] } ?? false
      }
    }
    return holds.indices.filter { holds[$0] }
  }

  /// Mixtures by price, else by the number of GPUs; of equal ones the best margin first.
  private static func byPrice(
    _ machines: [Int], _ outcomes: [SizeOutcome?], _ plan: SizePlan
  ) -> [Int] {
    let keyed = machines.map { machine in
      (
        cost: plan.price(ofMachine: machine) ?? Double(plan.gpuCount(ofMachine: machine)),
        margin: outcomes[machine]?.margin ?? -.infinity, machine: machine
      )
    }
    return keyed.sorted { ($0.cost, -$0.margin, $0.machine) < ($1.cost, -$1.margin, $1.machine) }
      .map(\.machine)
  }

  /// The remark about the runs.
  private var note: String {
    let runs = plan.rowCount * plan.mixtures.count * plan.seedCount
    return "\(counted(runs, "run")): all \(counted(plan.mixtures.count, "mixture"))"
  }

  // MARK: - Text

  private var cells: [[String]] {
    let tests = plan.tests.map(\.description)
    var titles = ["policy", "load", "GPUs"] + tests + ["margin"]
    if plan.seeds != nil { titles.append("seeds") }
    titles.append("per hour")
    return [titles]
      + rows.map { row in
        let values = plan.tests.indices.map { test in
          plan.tests[test].measure.text(row.outcome.mean(plan.place(ofTest: test)))
        }
        let margin = row.outcome.margin
        var line = [
          row.policy.description, row.load.plainText,
          row.machine.map(plan.machineText) ?? "none",
        ]
        line += values + [margin.isFinite ? fixed(margin * 100, 1) + " %" : "–"]
        if plan.seeds != nil {
          line.append("\(row.outcome.passedCount)/\(row.outcome.values.count)")
        }
        return line + [row.price.map { fixed($0, 2) } ?? "–"]
      }
  }

  /// The table for a terminal.
  public var text: String {
    let cells = cells
    let widths = cells[0].indices.map { column in cells.map { $0[column].count }.max() ?? 0 }
    let lines = cells.map { row in
      zip(row, widths).map { cell, width in
        cell + String(repeating: " ", count: width - cell.count)
      }.joined(separator: "  ").replacing(/\ +$/, with: "")
    }
    return (lines + ["", note]).map { $0 + "\n" }.joined()
  }

  /// The table in Markdown.
  public var markdown: String {
    let cells = cells
    let lines = [cells[0], cells[0].map { _ in "---" }] + cells.dropFirst()
    return (lines.map { "| " + $0.joined(separator: " | ") + " |" } + ["", note])
      .map { $0 + "\n" }.joined()
  }
}
