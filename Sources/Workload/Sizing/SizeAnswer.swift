public import Engine
internal import History

/// The fewest GPUs that pass the tests under a policy and a load.
public struct SizeRow: Sendable {
  /// The reason why one GPU fewer is not enough.
  public enum OneFewer: String, Sendable {
    /// Requests bring more work than the GPUs can do while they arrive.
    case overloaded
    /// The GPUs keep up, but a test fails.
    case slow
  }

  /// The policy.
  public let policy: Policy
  /// The factor by which requests arrive faster.
  public let load: Double
  /// The number of GPUs; nil if none of the range is enough.
  public let gpuCount: Int?
  /// Fewer GPUs that pass, although more do not.
  public let alsoHold: [Int]
  /// Numbers of GPUs above the first of those and below the answer that do not pass.
  let failing: [Int]
  /// The outcome of the answer, or of the most GPUs if none are enough.
  let outcome: SizeOutcome
  /// The next smaller number of the range, or the most GPUs if none are enough.
  let fewer: SizeOutcome?
  /// The reason why that is not enough.
  public let oneFewer: OneFewer?
  /// The outcomes of all numbers that were run, ascending.
  let outcomes: [SizeOutcome]
  /// The number of runs.
  public let runCount: Int
}

/// The answer to a question of `size`.
public struct SizeAnswer: Sendable {
  /// The question.
  public let plan: SizePlan
  /// A row for each load and policy.
  public let rows: [SizeRow]
  /// Whether all numbers of GPUs were run.
  public let isExhaustive: Bool

  /// Reads the answer off a search that is over.
  public init(_ search: SizeSearch) {
    plan = search.plan
    isExhaustive = search.isExhaustive
    rows = (0..<search.plan.rowCount).compactMap { SizeRow(search, row: $0) }
  }

  /// The number of runs.
  public var runCount: Int { rows.reduce(0) { $0 + $1.runCount } }
}

extension SizeRow {
  init?(_ search: SizeSearch, row: Int) {
    let plan = search.plan
    let outcomes = plan.gpuCounts.indices.compactMap { search.outcome(row: row, count: $0) }
    guard let largest = outcomes.last else { return nil }
    let (load, policy) = row.quotientAndRemainder(dividingBy: plan.policies.count)
    self.policy = plan.policies[policy]
    self.load = plan.loads[load]
    self.outcomes = outcomes
    runCount = outcomes.count * plan.seedCount
    let failed = outcomes.lastIndex { !$0.passes } ?? -1
    let answer = outcomes[(failed + 1)...].first
    gpuCount = answer?.gpuCount
    outcome = answer ?? largest
    alsoHold = outcomes[..<max(failed, 0)].filter(\.passes).map(\.gpuCount)
    let first = alsoHold.first ?? .max
    failing = outcomes.filter { !$0.passes && $0.gpuCount > first }.map(\.gpuCount)
    fewer = failed >= 0 ? outcomes[failed] : nil
    oneFewer = fewer.map { fewer in
      var offered = OfferedWork()
      for values in fewer.values { offered.add(plan.offeredWork(values)) }
      return offered.overloads(gpuCount: fewer.gpuCount) ? .overloaded : .slow
    }
  }

  /// The run that fails a test with one GPU fewer, as a place in the plan; nil if there is none.
  public func failingRun(in plan: SizePlan) -> SizePlan.SizeCell? {
    guard let fewer, let seed = fewer.firstFailingSeed(plan),
      let count = plan.gpuCounts.firstIndex(of: fewer.gpuCount),
      let policy = plan.policies.firstIndex(of: policy), let load = plan.loads.firstIndex(of: load)
    else { return nil }
    return SizePlan.SizeCell(policy: policy, load: load, count: count, seed: seed)
  }

  /// The cost of the answer for an hour; nil without a price or an answer.
  func costPerHour(_ plan: SizePlan) -> Double? {
    plan.price.flatMap { price in gpuCount.map { price * Double($0) } }
  }

  /// The cost for a thousand requests, of the time up to the last end.
  func costPerThousand(_ plan: SizePlan) -> Double? {
    guard let hourly = costPerHour(plan), let makespan = plan.measures.firstIndex(of: .makespan),
      let seconds = outcome.mean(makespan),
      let requests = outcome.mean(plan.measures.count + 2), requests > 0
    else { return nil }
    return hourly * seconds / 3600 / requests * 1000
  }
}

extension SizePlan {
  /// The offered work of a run, from its values.
  fileprivate func offeredWork(_ values: [Double?]) -> OfferedWork {
    OfferedWork(
      gpuSeconds: values[measures.count] ?? 0, span: values[measures.count + 1] ?? 0)
  }
}
