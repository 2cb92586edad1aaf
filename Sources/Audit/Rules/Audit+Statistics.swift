import Engine

extension Audit {
  /// Compares the means and percentiles of the summary with the executions.
  ///
  /// Only a log that states its rules says by that what it calls waiting and response. Without the
  /// inputs the latencies are known if all requests are completed and have a node.
  mutating func checkStatistics(_ inputs: ResolvedLog? = nil, in scenario: Scenario? = nil) {
    guard let rules = log.summary.rules, !log.summary.statistics.isEmpty,
      log.executions.allSatisfy({ $0.readyTime != nil })
    else { return }
    let spans = log.requestSpans
    compareNodes(spans.map { $0?.lowerBound ?? 0 }, inputs, scenario, rules)
    var latencies: [Double] = []
    if let inputs, let scenario {
      var spanOfRequest = [Double](repeating: 0, count: scenario.requests.count)
      for (name, request) in inputs.requests.enumerated() {
        guard let request, let span = spans[name] else { continue }
        spanOfRequest[request.index] = span.upperBound - span.lowerBound
      }
      latencies = scenario.requests.indices.filter { inputs.isCompleted($0) }
        .map { spanOfRequest[$0.index] }
    } else {
      let count = log.requests.names.count
      guard log.summary.completedRequests == count, log.summary.totalRequests == count else {
        return
      }
      latencies = spans.compactMap { $0.map { $0.upperBound - $0.lowerBound } }
    }
    let latency = Distribution(latencies)
    compare(.avgRequestResponseTime, latency?.mean)
    compare(.medianRequestResponseTime, latency?.median)
    compare(.p99RequestResponseTime, latency?.p99)
  }

  /// Compares the statistics of nodes; `gswarm` measures them as the original does.
  private mutating func compareNodes(
    _ firstReady: [Double], _ inputs: ResolvedLog?, _ scenario: Scenario?, _ rules: Rules
  ) {
    let waits: [Double]
    let responses: [Double]
    switch rules {
    case .standard:
      waits = log.executions.map { max(0, $0.occupiedFrom - ($0.readyTime ?? 0)) }
      responses = log.executions.map { $0.endTime - ($0.readyTime ?? 0) }
    case .gswarm:
      var arrivals = firstReady
      if let inputs, let scenario {
        let scheduled = scenario.arrivalTimes(mode: log.summary.mode ?? .offline, rules: rules)
        for (name, request) in inputs.requests.enumerated() {
          guard let request else { continue }
          arrivals[name] = scheduled[request.index] / (log.summary.timeScale ?? 1)
        }
      } else if isMeasured {
        return
      }
      waits = log.executions.map { $0.startTime - arrivals[$0.request] }
      responses = log.executions.map(\.endTime)
    }
    let (waiting, response) = (Distribution(waits), Distribution(responses))
    compare(.avgWaitingTime, waiting?.mean)
    compare(.p99WaitingTime, waiting?.p99)
    compare(.avgResponseTime, response?.mean)
    compare(.p99ResponseTime, response?.p99)
  }

  private mutating func compare(_ statistic: SummaryStatistic, _ found: Double?) {
    guard let stated = log.summary.statistics[statistic] else { return }
    if let stated, let found, isClose(stated, found) { return }
    if stated == nil, found == nil { return }
    violations.append(.summary(field: statistic.rawValue, stated: stated, found: found))
  }
}
