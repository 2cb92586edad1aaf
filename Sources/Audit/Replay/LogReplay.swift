import Engine

/// Leads a scheduler along a log: arrivals and ends at their times, and each dispatch in the event at
/// which its GPUs were taken.
struct LogReplay {
  private let log: ExecutionLog
  private let events: ReplayEvents
  private var scheduler: Scheduler
  private var line: ReplaySteps
  /// For each GPU the number of executions that are completed there.
  private var completed: [Int]
  /// For each event the first step that is to be dispatched then; −1 for none.
  private var due: [Int32]
  /// The steps that are dispatched in the event at hand.
  private var dispatches: [Int] = []
  /// For each model of the log the one of the inputs.
  private let models: [ModelID?]

  /// - Complexity: O(n log n) in the executions, plus O(nodes and edges of all requests).
  init(
    _ log: ExecutionLog, _ times: LogTimes, _ line: ReplaySteps, in scenario: Scenario,
    under options: Options
  ) {
    self.log = log
    self.line = line
    events = ReplayEvents(log, times, line, in: scenario, under: options)
    scheduler = Scheduler(scenario: scenario, options: options, timing: .recorded)
    completed = [Int](repeating: 0, count: options.gpuCount)
    due = [Int32](repeating: -1, count: events.count)
    let numbers = Dictionary(
      scenario.models.enumerated().map { ($1.id, ModelID($0)) },
      uniquingKeysWith: { first, _ in first })
    models = log.models.names.map { numbers[$0] }
  }

  /// Returns the trace of the run.
  ///
  /// - Throws: an execution that the scheduler cannot have dispatched.
  /// - Complexity: O(n log n) in the executions.
  consuming func trace() throws(ReplayFailure) -> Trace {
    for event in 0..<events.count {
      let time = events.time(event)
      let subject = try subject(of: event)
      takeDue(event)
      for entry in scheduler.beginEvent(subject, at: time) { noteReady(entry, event) }
      if case .end(let execution) = events.cause(event) { noteEnd(of: execution, event) }
      for index in inOrder() { dispatch(index) }
      scheduler.endEvent(subject, at: time)
    }
    return scheduler.trace
  }

  private func subject(of event: Int) throws(ReplayFailure) -> Subject {
    switch events.cause(event) {
    case .arrival(let request): return .arrival(request)
    case .end(let execution):
      let dispatch = line.steps[execution].dispatch
      guard dispatch >= 0 else { throw .impossible(execution: execution) }
      return .completion(Int(dispatch))
    }
  }

  /// Takes the steps that have waited for an event.
  private mutating func takeDue(_ event: Int) {
    var next = Int(due[event])
    while next >= 0 {
      dispatches.append(next)
      next = Int(line.steps[next].nextInEvent)
    }
  }

  private mutating func noteReady(_ entry: Int, _ event: Int) {
    let node = scheduler.trace.readied[entry].node
    let index = Int(line.executions[scheduler.scenario.requests.flatIndex(of: node)])
    guard index >= 0 else { return }
    line.steps[index].entry = Int32(truncatingIfNeeded: entry)
    unblock(index, event)
  }

  private mutating func noteEnd(of execution: Int, _ event: Int) {
    for gpu in line.steps[execution].gpus {
      completed[gpu] += 1
      guard completed[gpu] < line.lanes[gpu].count else { continue }
      unblock(Int(line.lanes[gpu][completed[gpu]]), event)
    }
  }

  /// Removes an obstacle; without any left, the step is dispatched when its GPUs are taken.
  private mutating func unblock(_ index: Int, _ event: Int) {
    line.steps[index].blockers -= 1
    guard line.steps[index].blockers == 0 else { return }
    let taken = events.dispatchEvent(of: index, at: log.executions[index].occupiedFrom)
    if taken <= event {
      dispatches.append(index)
    } else {
      line.steps[index].nextInEvent = due[taken]
      due[taken] = Int32(truncatingIfNeeded: index)
    }
  }

  /// Removes and returns the steps of the event at hand, in the order of the ready queue.
  private mutating func inOrder() -> [Int] {
    guard dispatches.count > 1 else {
      defer { dispatches.removeAll(keepingCapacity: true) }
      return dispatches
    }
    let result = dispatches.sorted {
      (line.steps[$0].entry, $0) < (line.steps[$1].entry, $1)
    }
    dispatches.removeAll(keepingCapacity: true)
    return result
  }

  private mutating func dispatch(_ index: Int) {
    let (step, logged) = (line.steps[index], log.executions[index])
    let model = scheduler.scenario.model(of: step.node)
    let usual = scheduler.machine.preparation(for: model, on: step.gpus)
    let evicted = logged.evictions.map { evictions($0) } ?? usual.evicted
    var execution = Execution(
      readied: step.entry, gpus: step.gpus, start: step.start, switchTime: logged.switchTime ?? 0,
      replaced: replaced(usual.switching.replaced, as: logged.switchFrom),
      executionTime: logged.executionTime ?? logged.span)
    if execution.end != step.end { execution.end(at: step.end) }
    let preparation = GPUPreparation(
      seconds: execution.switchTime, source: source(of: logged) ?? usual.source, evicted: evicted)
    line.steps[index].dispatch = Int32(
      truncatingIfNeeded: scheduler.dispatch(
        execution, scheduler.scenario.hasPlainMachine ? nil : preparation))
  }

  /// The evicted models of the log that the inputs know.
  private func evictions(_ range: Range<Int>) -> [EvictedModel] {
    log.evictions[range].compactMap { evicted in
      guard Int(evicted.gpu) < completed.count else { return nil }
      return models[evicted.model].map { EvictedModel(gpu: Int(evicted.gpu), model: $0) }
    }
  }

  private func source(of logged: LoggedExecution) -> LoadSource? {
    guard let name = logged.source.map({ log.loadSources.names[$0] }) else { return nil }
    return LoadSource.allCases.first { "\($0)" == name }
  }

  /// The evicted model: as logged, else the previous resident.
  private func replaced(_ usual: Replaced, as logged: Int??) -> Replaced {
    switch logged {
    case .none: return usual
    case .some(let name?): return models[name].map { .model($0) } ?? .empty
    case .some(nil):
      if case .model = usual { return .nothing }
      return usual
    }
  }
}
