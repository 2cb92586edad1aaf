public import Audit
public import Engine

extension Measurements {
  /// The model on a GPU as far as a log tells.
  private enum Resident: Hashable {
    case empty
    case model(ModelID)
    case unknown
  }

  /// Adds what a log measured.
  ///
  /// - Parameters:
  ///   - log: a log of a live run, or of another program's.
  ///   - scenario: the models, and the workflows by which executions find theirs.
  /// - Complexity: O(n log n) for n executions.
  public mutating func add(_ log: ExecutionLog, in scenario: Scenario) {
    let models = LoggedModels(log, scenario)
    // A live run measured that a server which loads models by itself takes no time of its own for
    // that: it is part of the calls. Another program may not know of switches.
    let hasSwitches =
      log.summary.simulate == true || log.executions.contains { $0.switchTime ?? 0 > 0 }
    var residents: [Int: Resident] = [:]
    for index in log.executionsByStart {
      let execution = log.executions[index]
      guard let model = models.model(of: execution) else {
        unknownCount += 1
        for gpu in log.gpus(of: execution) { residents[Int(gpu)] = .unknown }
        continue
      }
      let gpus = models.gpus(of: execution, model)
      let isFallback = models.isFallback(execution)
      if hasSwitches, !isFallback, let seconds = execution.switchTime {
        add(seconds, to: model, over: gpus.map { residents[$0] ?? .empty }, scenario)
      }
      if isFallback {
        fallbackCount += 1
      } else {
        calls.append(
          MeasuredCall(
            model: model,
            seconds: execution.executionTime ?? execution.endTime - execution.startTime,
            tokens: execution.completionTokens))
      }
      for gpu in gpus { residents[gpu] = isFallback ? .unknown : .model(model) }
    }
  }

  private mutating func add(
    _ seconds: Double, to model: ModelID, over residents: [Resident], _ scenario: Scenario
  ) {
    let others = Set(residents).subtracting([.model(model)])
    guard !others.isEmpty else { return }
    if others == [.empty] {
      switches.append(MeasuredSwitch(model: model, evicted: nil, seconds: seconds))
      return
    }
    let evicted = others.compactMap { resident -> ModelID? in
      if case .model(let model) = resident { model } else { nil }
    }
    guard evicted.count == others.count,
      let largest = evicted.max(by: {
        (scenario[$0].memoryGB, $0.index) < (scenario[$1].memoryGB, $1.index)
      })
    else {
      ambiguousCount += 1
      return
    }
    switches.append(MeasuredSwitch(model: model, evicted: largest, seconds: seconds))
  }
}

/// The models of a log's executions.
private struct LoggedModels {
  private let log: ExecutionLog
  private let scenario: Scenario
  private var byName: [String: ModelID] = [:]
  private var workflows: [String: Int] = [:]
  private let fallback: Int?

  init(_ log: ExecutionLog, _ scenario: Scenario) {
    self.log = log
    self.scenario = scenario
    // Names are for people and may be those of several models: ids win.
    for names in [scenario.models.map(\.name), scenario.models.map(\.id)] {
      for (index, name) in names.enumerated() { byName[name] = ModelID(index) }
    }
    for (index, workflow) in scenario.workflows.enumerated() { workflows[workflow.id] = index }
    fallback = log.sources.names.firstIndex(of: EstimateSource.fallback.rawValue)
  }

  func model(of execution: LoggedExecution) -> ModelID? {
    if let model = execution.model { return byName[log.models.names[model]] }
    let workflow = execution.workflow.flatMap { workflows[log.workflows.names[$0]] }
    guard let workflow else { return nil }
    let node = log.nodes.names[execution.node]
    return scenario.workflows[workflow].nodes.first { $0.id == node }?.model
  }

  func gpus(of execution: LoggedExecution, _ model: ModelID) -> [Int] {
    let listed = log.gpus(of: execution).map(Int.init)
    guard !execution.listsGroup, let first = listed.first else { return listed }
    return Array(first..<first + scenario[model].gpusRequired)
  }

  func isFallback(_ execution: LoggedExecution) -> Bool {
    execution.estimateSource != nil && execution.estimateSource == fallback
  }
}
