internal import Audit
internal import Engine
public import History

extension Summary {
  /// The summary as a JSON object over several lines.
  public var json: String {
    var text = ByteBuffer()
    var separator = "{\n  "
    func key(_ field: SummaryField) {
      text.append("\(separator)\"\(field.rawValue)\": ")
      separator = ",\n  "
    }
    func add(_ field: SummaryField, _ value: Int) {
      key(field)
      text.append(value)
    }
    func add(_ field: SummaryField, _ value: Double?) {
      key(field)
      text.appendJSON(value)
    }
    func add(_ field: SummaryField, _ value: String) {
      key(field)
      text.appendJSON(value)
    }
    func add(_ statistic: SummaryStatistic, _ value: Double?) {
      text.append("\(separator)\"\(statistic.rawValue)\": ")
      text.appendJSON(value)
    }
    add(.totalRequests, totalRequests)
    add(.completedRequests, completedRequests)
    add(.totalNodesExecuted, totalNodesExecuted)
    add(.strandedNodes, strandedNodes)
    add(.mode, mode.rawValue)
    key(.simulate)
    text.append(simulate ? "true" : "false")
    add(.policy, policy.description)
    add(.rules, rules.rawValue)
    key(.gpus)
    text.appendJSON(0..<gpuCount)
    add(.makespan, makespan)
    add(.totalModelSwitches, totalModelSwitches)
    add(.totalSwitchTime, totalSwitchTime)
    if let loadsFromDisk { add(.loadsFromDisk, loadsFromDisk) }
    if let loadsFromHost { add(.loadsFromHost, loadsFromHost) }
    if let machine {
      key(.machine)
      text.append(machine)
    }
    add(.avgWaitingTime, avgWaitingTime)
    add(.p99WaitingTime, p99WaitingTime)
    add(.avgResponseTime, avgResponseTime)
    add(.p99ResponseTime, p99ResponseTime)
    add(.avgRequestResponseTime, avgRequestResponseTime)
    add(.medianRequestResponseTime, medianRequestResponseTime)
    add(.p99RequestResponseTime, p99RequestResponseTime)
    if let fallbacks { add(.fallbacks, fallbacks) }
    if let timeScale { add(.timeScale, timeScale) }
    if let live {
      add(.backend, live.backend)
      if let overlap = live.overlap { add(.overlap, overlap) }
      if let makespan = live.simulatedMakespan { add(.simulatedMakespan, makespan) }
      if let latency = live.simulatedMeanLatency { add(.simulatedMeanLatency, latency) }
    }
    if isInterrupted {
      key(.interrupted)
      text.append("true")
    }
    text.append("\n}")
    return String(decoding: text.bytes, as: UTF8.self)
  }
}
