internal import Audit

/// The values of an execution as a file has them, with texts for names.
struct ExecutionLine {
  var request: String
  var workflow: String?
  var node: String
  var model: String?
  var gpus: [Int32]
  var listsGroup: Bool
  var firstGPU: Int32?
  var ready: Double?
  var start: Double
  var end: Double
  var duration: Double?
  var estimate: Double?
  var source: String?
  var switching: Double?
  var waiting: Double?
  var tokens: Double?
  var evicted: String??
  /// The evicted models by GPU; nil if the file does not say.
  var evictions: [EvictedName]?
  var origin: String?
}

/// An evicted model of a log.
struct EvictedName {
  var gpu: Int32
  var model: String
}

extension ExecutionLog {
  /// Adds an execution, with numbers for names.
  mutating func append(_ line: ExecutionLine) {
    let first = gpus.count
    gpus += line.gpus
    let firstEviction = evictions.count
    for evicted in line.evictions ?? [] {
      evictions.append(
        LoggedEviction(gpu: evicted.gpu, model: models.number(of: evicted.model)))
    }
    executions.append(
      LoggedExecution(
        request: requests.number(of: line.request),
        workflow: line.workflow.map { workflows.number(of: $0) },
        node: nodes.number(of: line.node), model: line.model.map { models.number(of: $0) },
        gpus: first..<gpus.count, listsGroup: line.listsGroup,
        firstGPU: line.listsGroup ? line.firstGPU : nil, readyTime: line.ready,
        startTime: line.start, endTime: line.end, executionTime: line.duration,
        estimatedTime: line.estimate,
        estimateSource: line.source.map { sources.number(of: $0) }, switchTime: line.switching,
        waitingTime: line.waiting, completionTokens: line.tokens,
        switchFrom: line.evicted.map { $0.map { models.number(of: $0) } },
        evictions: line.evictions == nil ? nil : firstEviction..<evictions.count,
        source: line.origin.map { loadSources.number(of: $0) }))
  }
}
