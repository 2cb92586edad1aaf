@testable import Audit
@testable import Engine
import TestScenarios

/// A kind of fault that is planted into a true log.
struct Mutation: CustomStringConvertible, Sendable {
  let description: String
  /// The rules of which one at least must be reported as broken.
  let rules: Set<String>
  /// Whether the log alone shows the fault, without the inputs.
  let isVisibleAlone: Bool
  /// Plants the fault; false if the log has no place for it.
  let plant: @Sendable (inout MutableLog) -> Bool

  init(
    _ description: String, _ rule: String, isVisibleAlone: Bool = false,
    plant: @escaping @Sendable (inout MutableLog) -> Bool
  ) {
    self.description = description
    rules = [rule]
    self.isVisibleAlone = isVisibleAlone
    self.plant = plant
  }

  /// A fault of one execution for which there is a place where `condition` holds.
  static func line(
    _ description: String, _ rule: String, isVisibleAlone: Bool = false,
    where condition: @escaping @Sendable (MutableLog, Int) -> Bool = { _, _ in true },
    change: @escaping @Sendable (inout MutableLog, Int) -> Void
  ) -> Mutation {
    Mutation(description, rule, isVisibleAlone: isVisibleAlone) { log in
      guard let index = log.randomLine(where: condition) else { return false }
      change(&log, index)
      return true
    }
  }
}

/// A true log with the run that it is of.
struct MutableLog {
  var log: ExecutionLog
  let run: Run
  var random: SeededGenerator

  init(of run: Run, seed: UInt64) {
    self.run = run
    log = ExecutionLog(of: run)
    random = SeededGenerator(seed: seed)
  }

  subscript(index: Int) -> LoggedExecution {
    get { log.executions[index] }
    set { log.executions[index] = newValue }
  }

  var lines: Range<Int> { log.executions.indices }

  mutating func randomLine(where condition: (MutableLog, Int) -> Bool) -> Int? {
    let copy = self
    return lines.filter { condition(copy, $0) }.randomElement(using: &random)
  }

  /// The node of a line; generated requests and nodes are named by their numbers.
  func node(_ index: Int) -> RequestNode {
    let request = Int(log.requests.names[self[index].request].dropFirst()) ?? 0
    let node = Int(log.nodes.names[self[index].node].dropFirst()) ?? 0
    return RequestNode(request: RequestID(request), node: node)
  }

  func workflow(_ index: Int) -> Workflow { run.scenario.workflow(of: node(index).request) }

  /// The arrival of a line's request, in seconds.
  func arrival(_ index: Int) -> Double {
    run.scenario.arrivalTimes(mode: run.options.mode, rules: run.options.rules)[
      node(index).request.index]
  }

  /// The line of a node of the same request, given by its place in the workflow.
  func line(of node: Int, besides index: Int) -> Int? {
    lines.first { self[$0].request == self[index].request && self.node($0).node == node }
  }

  func gpus(_ index: Int) -> [Int32] { Array(log.gpus(of: self[index])) }

  mutating func place(_ index: Int, on gpus: [Int32]) {
    let start = log.gpus.count
    log.gpus += gpus
    self[index].gpus = start..<log.gpus.count
    self[index].firstGPU = gpus.first
  }

  /// Moves a line in time without a contradiction in itself.
  mutating func shift(_ index: Int, by seconds: Double) {
    self[index].readyTime = self[index].readyTime.map { $0 + seconds }
    self[index].startTime += seconds
    self[index].endTime += seconds
  }

  /// Sets the time at which a node was ready without a contradiction in its line.
  mutating func setReady(_ index: Int, _ time: Double) {
    self[index].readyTime = time
    self[index].waitingTime = max(0, self[index].occupiedFrom - time)
  }

  /// Makes the summary agree with the lines again, as far as they tell.
  mutating func mendSummary() {
    let switches = log.executions.filter { ($0.switchFrom ?? nil) != nil }
    log.summary.totalNodesExecuted = log.executions.count
    log.summary.makespan = log.makespan
    log.summary.totalModelSwitches = switches.count
    log.summary.totalSwitchTime = switches.reduce(0) { $0 + ($1.switchTime ?? 0) }
    let inputs = ResolvedLog(log, in: run.scenario)
    log.summary.completedRequests = inputs.completedRequestCount
    log.summary.strandedNodes = run.scenario.requests.nodeCount - inputs.executedNodeCount
    log.summary.statistics = [:]
  }

  /// Makes the log one of a model server.
  mutating func measure() {
    log.summary.simulate = true
    for index in lines { self[index].estimateSource = log.sources.number(of: "measured") }
  }

  /// Whether two lines occupy their GPUs at the same time for a while.
  func coincide(_ a: Int, _ b: Int) -> Bool {
    min(self[a].endTime, self[b].endTime) - max(self[a].occupiedFrom, self[b].occupiedFrom) > 0.01
  }

  /// Whether a line without a switch waited, and its GPUs were idle meanwhile.
  func mayLoad(before index: Int) -> Bool {
    guard self[index].switchTime == 0, self[index].waitingTime ?? 0 > 0.2 else { return false }
    let (gpus, begin) = (Set(gpus(index)), self[index].occupiedFrom)
    return lines.allSatisfy {
      $0 == index || gpus.isDisjoint(with: self.gpus($0)) || self[$0].endTime < begin - 0.2
        || self[$0].occupiedFrom > begin
    }
  }
}
