import Engine

extension Audit {
  /// Compares the counts and sums of the summary with the executions.
  mutating func checkSummary() {
    let summary = log.summary
    checkSigns()
    compare("total_nodes_executed", summary.totalNodesExecuted, log.executions.count)
    compare("makespan", summary.makespan, log.makespan)
    if let total = summary.totalRequests {
      if let completed = summary.completedRequests, completed > total {
        compare("completed_requests", completed, total)
      }
      if log.requests.names.count > total {
        compare("total_requests", total, log.requests.names.count)
      }
    }
    checkLoads()
    guard log.executions.allSatisfy({ $0.switchFrom != nil }) else { return }
    let switches = log.executions.filter { ($0.switchFrom ?? nil) != nil }
    compare("total_model_switches", summary.totalModelSwitches, switches.count)
    if switches.allSatisfy({ $0.switchTime != nil }) {
      let total = switches.reduce(0) { $0 + ($1.switchTime ?? 0) }
      compare("total_switch_time", summary.totalSwitchTime, total)
    }
  }

  private mutating func checkSigns() {
    let summary = log.summary
    let counts = [
      ("total_requests", summary.totalRequests), ("completed_requests", summary.completedRequests),
      ("total_nodes_executed", summary.totalNodesExecuted),
      ("stranded_nodes", summary.strandedNodes),
      ("total_model_switches", summary.totalModelSwitches), ("fallbacks", summary.fallbacks),
      ("loads_from_disk", summary.loadsFromDisk), ("loads_from_host", summary.loadsFromHost),
    ]
    for case (let field, let count?) in counts where count < 0 {
      violations.append(.negativeCount(field: field, value: Double(count)))
    }
    if let seconds = summary.totalSwitchTime, seconds < 0 {
      violations.append(.negativeCount(field: "total_switch_time", value: seconds))
    }
  }

  /// Compares the number of nodes that never ran with that of unfinished requests: each of these has
  /// such a node, and no other request has one.
  mutating func checkUnfinished() {
    guard let total = log.summary.totalRequests, let completed = log.summary.completedRequests,
      let stranded = log.summary.strandedNodes, completed <= total, stranded >= 0
    else { return }
    let unfinished = total - completed
    if unfinished == 0 || stranded < unfinished {
      compare("stranded_nodes", stranded, unfinished)
    }
  }

  /// Adds a violation if a field of the summary is not what the executions give.
  mutating func compare(_ field: String, _ stated: Int?, _ found: Int) {
    guard let stated, stated >= 0, stated != found else { return }
    violations.append(.summary(field: field, stated: Double(stated), found: Double(found)))
  }

  private mutating func compare(_ field: String, _ stated: Double?, _ found: Double) {
    guard let stated, !isClose(stated, found) else { return }
    violations.append(.summary(field: field, stated: stated, found: found))
  }

  /// Whether a sum or mean agrees with one that may have been added up in another order.
  func isClose(_ a: Double, _ b: Double) -> Bool {
    abs(a - b) <= max(Self.slack(at: b), abs(b) * 1e-9)
  }
}
