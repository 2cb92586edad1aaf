@testable import Audit
@testable import Engine
import TestScenarios

/// Faults of switches, of the summary, and of the schedule as a whole.
extension Mutation {
  static let switches = [
    line("a switch that costs half", "switch-cost", where: { $0[$1].switchTime ?? 0 > 0.01 }) {
      log, index in
      log[index].switchTime = log[index].switchTime.map { $0 / 2 }
      log[index].waitingTime = log[index].occupiedFrom - (log[index].readyTime ?? 0)
      log.mendSummary()
    },
    line("a load of a resident model", "switch-cost", where: { $0.mayLoad(before: $1) }) {
      log, index in
      log[index].switchTime = 0.1
      log[index].waitingTime = log[index].occupiedFrom - (log[index].readyTime ?? 0)
      log.mendSummary()
    },
    line(
      "an invented eviction", "switch-from", isVisibleAlone: true,
      where: { $0[$1].switchFrom == .some(nil) }
    ) { log, index in
      log[index].switchFrom = log.log.models.number(of: "m0")
      log.mendSummary()
    },
    line(
      "an eviction that is not told", "switch-from", isVisibleAlone: true,
      where: { ($0[$1].switchFrom ?? nil) != nil }
    ) { log, index in
      log[index].switchFrom = .some(nil)
      log.mendSummary()
    },
    line(
      "another evicted model", "switch-from", isVisibleAlone: true,
      where: { ($0[$1].switchFrom ?? nil) != nil }
    ) { $0[$1].switchFrom = $0.log.models.number(of: "other") },
    line(
      "an invented eviction of a measured run", "switch-from", isVisibleAlone: true,
      where: { $0[$1].switchFrom == .some(nil) }
    ) { log, index in
      log[index].switchFrom = log.log.models.number(of: "m0")
      log.mendSummary()
      log.measure()
    },
  ]

  private static func summary(
    _ field: String, isVisibleAlone: Bool = false,
    _ change: @escaping @Sendable (inout LoggedSummary) -> Void
  ) -> Mutation {
    Mutation("another \(field)", "summary", isVisibleAlone: isVisibleAlone) { log in
      change(&log.log.summary)
      return true
    }
  }

  static let summaries =
    [
      summary("makespan", isVisibleAlone: true) { $0.makespan = ($0.makespan ?? 0) + 1 },
      summary("total_nodes_executed", isVisibleAlone: true) {
        $0.totalNodesExecuted = ($0.totalNodesExecuted ?? 0) + 1
      },
      summary("total_model_switches", isVisibleAlone: true) {
        $0.totalModelSwitches = ($0.totalModelSwitches ?? 0) + 1
      },
      summary("total_switch_time", isVisibleAlone: true) {
        $0.totalSwitchTime = ($0.totalSwitchTime ?? 0) + 1
      },
      summary("total_requests") { $0.totalRequests = ($0.totalRequests ?? 0) + 1 },
      summary("stranded_nodes") { $0.strandedNodes = ($0.strandedNodes ?? 0) + 1 },
      Mutation("another completed_requests", "summary") { log in
        guard let count = log.log.summary.completedRequests, count > 0 else { return false }
        log.log.summary.completedRequests = count - 1
        return true
      },
      Mutation("a negative stranded_nodes", "negative-count", isVisibleAlone: true) { log in
        log.log.summary.strandedNodes = -5
        return true
      },
      Mutation("more completed requests than requests", "summary", isVisibleAlone: true) { log in
        log.log.summary.completedRequests = log.run.scenario.requests.count + 1
        return true
      },
      Mutation("no mean where there is one", "summary") { log in
        guard log.log.summary.statistics[.avgResponseTime] != .some(nil) else { return false }
        log.log.summary.statistics[.avgResponseTime] = .some(nil)
        return true
      },
    ]
    + SummaryStatistic.allCases.map { statistic in
      Mutation("another \(statistic.rawValue)", "summary") { log in
        guard let stated = log.log.summary.statistics[statistic], let stated else { return false }
        log.log.summary.statistics[statistic] = stated + 1
        return true
      }
    }

  static let wholes = [
    Mutation("a simulation that calls itself measured", "estimate-source") { log in
      guard !log.lines.isEmpty else { return false }
      log.log.summary.simulate = true
      return true
    },
    Mutation("two GPUs exchanged", "schedule") { log in
      let used = Set(log.log.gpus).sorted()
      guard log.isOfKnownPolicy, used.count > 1, log.lines.allSatisfy({ log.gpus($0).count == 1 })
      else { return false }
      for index in log.lines {
        let gpu = log.gpus(index)[0]
        log.place(index, on: [gpu == used[0] ? used[1] : gpu == used[1] ? used[0] : gpu])
      }
      return true
    },
    Mutation("a dispatch that comes late", "schedule") { log in
      let latest = log.lines.max { log[$0].endTime < log[$1].endTime }
      guard log.isOfKnownPolicy, let latest, log.run.options.rules == .standard,
        log.workflow(latest).successors[log.node(latest).node].isEmpty
      else { return false }
      let ready = log[latest].readyTime
      log.shift(latest, by: 1)
      log.setReady(latest, ready ?? 0)
      log.mendSummary()
      return true
    },
    Mutation("another policy", "schedule") { log in
      let other = Policy.baseline
      guard log.isOfKnownPolicy, log.run.options.policy != other,
        differs(log.run, under: other)
      else { return false }
      log.log.summary.policy = other.description
      return true
    },
  ]

  /// Whether a run has another schedule under another policy.
  private static func differs(_ run: Run, under policy: Policy) -> Bool {
    var other = run
    other.options.policy = policy
    return fingerprint(other.finished().trace) != fingerprint(run.finished().trace)
  }
}

extension MutableLog {
  /// Whether the log names a policy that `check` can follow.
  var isOfKnownPolicy: Bool {
    log.summary.policy.flatMap { try? Policy($0) } != nil
  }
}
