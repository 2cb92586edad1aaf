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
      var evicted: Int?
      if case .model(let old) = execution.replaced { evicted = models.number(of: scenario[old].id) }
      let firstGPU = gpus.count
      gpus += execution.gpus.map(Int32.init)
      executions.append(
        LoggedExecution(
          request: requests.number(of: scenario[node.request].id),
          workflow: workflows.number(of: scenario.workflow(of: node.request).id),
          node: nodes.number(of: scenario[node].id),
          model: models.number(of: scenario[scenario.model(of: node)].id),
          gpus: firstGPU..<gpus.count, readyTime: trace.readyTime(of: execution),
          startTime: execution.start, endTime: execution.end,
          executionTime: execution.executionTime, switchTime: execution.switchTime,
          waitingTime: max(0, trace.waitingTime(of: execution)), switchFrom: .some(evicted)))
    }
    let metrics = Metrics(scenario: scenario, options: run.options, trace: trace)
    summary.totalRequests = scenario.requests.count
    summary.completedRequests = metrics.completedRequestCount
    summary.totalNodesExecuted = metrics.executionCount
    summary.strandedNodes = metrics.stranded.count
    summary.totalModelSwitches = metrics.switchCount
    summary.totalSwitchTime = metrics.totalSwitchTime
    summary.makespan = metrics.makespan
    summary.gpus = Array(0..<run.options.gpuCount)
    summary.mode = run.options.mode
    summary.rules = run.options.rules
    summary.simulate = false
  }
}
