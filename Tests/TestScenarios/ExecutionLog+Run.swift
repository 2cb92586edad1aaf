package import Audit
import Engine
import History

extension ExecutionLog {
  /// The log that a run writes, without the way through a file.
  package init(of run: Run) {
    self.init()
    let scenario = run.scenario
    let trace = run.finished().trace
    let order = trace.executions.indices.sorted {
      (trace.executions[$0].start, $0) < (trace.executions[$1].start, $1)
    }
    for index in order {
      let execution = trace.executions[index]
      let node = trace.node(of: execution)
      var estimate = scenario.estimate(of: node, rules: run.options.rules)
      if trace.hasPreparations { estimate.seconds = execution.executionTime }
      var evicted: Int?
      if case .model(let old) = execution.replaced { evicted = models.number(of: scenario[old].id) }
      let firstGPU = gpus.count
      gpus += execution.gpus.map(Int32.init)
      let firstEviction = evictions.count
      evictions += trace.evicted(by: index).map {
        LoggedEviction(gpu: Int32($0.gpu), model: models.number(of: scenario[$0.model].id))
      }
      let source = trace.source(of: index)
      executions.append(
        LoggedExecution(
          request: requests.number(of: scenario[node.request].id),
          workflow: workflows.number(of: scenario.workflow(of: node.request).id),
          node: nodes.number(of: scenario[node].id),
          model: models.number(of: scenario[scenario.model(of: node)].id),
          gpus: firstGPU..<gpus.count,
          firstGPU: firstGPU < gpus.count ? gpus[firstGPU] : nil,
          readyTime: trace.readyTime(of: execution), startTime: execution.start,
          endTime: execution.end, executionTime: execution.executionTime,
          estimatedTime: estimate.seconds,
          estimateSource: sources.number(of: estimate.source.rawValue),
          switchTime: execution.switchTime,
          waitingTime: max(0, trace.waitingTime(of: execution)), switchFrom: .some(evicted),
          evictions: source == nil ? nil : firstEviction..<evictions.count,
          source: source.map { loadSources.number(of: "\($0)") }))
    }
    let metrics = Metrics(scenario: scenario, options: run.options, trace: trace)
    summary = LoggedSummary(
      Summary(metrics: metrics, scenario: scenario, options: run.options, trace: trace))
  }
}

extension LoggedSummary {
  /// The statements that a run writes.
  fileprivate init(_ summary: Summary) {
    self.init()
    totalRequests = summary.totalRequests
    completedRequests = summary.completedRequests
    totalNodesExecuted = summary.totalNodesExecuted
    strandedNodes = summary.strandedNodes
    totalModelSwitches = summary.totalModelSwitches
    totalSwitchTime = summary.totalSwitchTime
    loadsFromDisk = summary.loadsFromDisk
    loadsFromHost = summary.loadsFromHost
    machine = summary.machine
    makespan = summary.makespan
    gpus = Array(0..<summary.gpuCount)
    mode = summary.mode
    rules = summary.rules
    policy = summary.policy.description
    simulate = summary.simulate
    statistics = [
      .avgWaitingTime: summary.avgWaitingTime, .p99WaitingTime: summary.p99WaitingTime,
      .avgResponseTime: summary.avgResponseTime, .p99ResponseTime: summary.p99ResponseTime,
      .avgRequestResponseTime: summary.avgRequestResponseTime,
      .medianRequestResponseTime: summary.medianRequestResponseTime,
      .p99RequestResponseTime: summary.p99RequestResponseTime,
    ]
  }
}
