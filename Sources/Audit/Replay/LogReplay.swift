import Engine

/// Makes the trace of a run from its log.
struct LogReplay {
  let log: ExecutionLog
  let scenario: Scenario
  let options: Options
  /// For each execution of the log its node.
  let nodes: [RequestNode]
  /// For each execution of the log its GPUs.
  let gpus: [Range<Int>]

  /// The executions in an order in which each GPU can have run them.
  private let order: [Int]
  /// For each execution when it started and ended.
  private let spans: [Span]

  private static let never = Int.max

  /// When an execution computed; on each GPU none begins before the one before it has ended, which
  /// logs, as times are rounded, may miss by a little.
  private struct Span {
    var start: Double
    var end: Double
    /// The place in `order`.
    var rank = 0
  }

  init(
    log: ExecutionLog, scenario: Scenario, options: Options, nodes: [RequestNode],
    gpus: [Range<Int>]
  ) {
    self.log = log
    self.scenario = scenario
    self.options = options
    self.nodes = nodes
    self.gpus = gpus
    order = log.executionsByStart
    var spans = log.executions.map { Span(start: $0.startTime, end: $0.endTime) }
    var freeAt = [Double](repeating: -.infinity, count: options.gpuCount)
    for (rank, index) in order.enumerated() {
      let earliest = gpus[index].map { freeAt[$0] }.max() ?? -.infinity
      spans[index].end = max(spans[index].end, earliest)
      spans[index].start = min(max(spans[index].start, earliest), spans[index].end)
      spans[index].rank = rank
      for gpu in gpus[index] { freeAt[gpu] = spans[index].end }
    }
    self.spans = spans
  }

  /// One event to come, in the order in which events at equal times happen.
  private struct Moment {
    let time: Double
    let subject: Subject
    /// Arrivals come first, then completions in the order of the starts.
    let rank: Int

    static func precedes(_ a: Moment, _ b: Moment) -> Bool {
      (a.time, a.rank) < (b.time, b.rank)
    }
  }

  func trace() -> Trace {
    let moments = moments()
    var arrivals = [Int](repeating: Self.never, count: scenario.requests.count)
    var completions = [Int](repeating: Self.never, count: nodes.count)
    var ownEvents = [[Int]](repeating: [], count: scenario.requests.count)
    for (event, moment) in moments.enumerated() {
      switch moment.subject {
      case .arrival(let request):
        arrivals[request.index] = event
        ownEvents[request.index].append(event)
      case .completion(let execution):
        completions[execution] = event
        ownEvents[nodes[execution].request.index].append(event)
      }
    }
    let dispatches = dispatchEvents(moments, completions, ownEvents)
    let readied = readyEvents(moments, arrivals, completions, dispatches, ownEvents)
    return assemble(moments, readied, dispatches)
  }

  // MARK: - Events

  /// All arrivals and completions in order.
  private func moments() -> [Moment] {
    var firstTimes = [Double](repeating: .infinity, count: scenario.requests.count)
    for (index, execution) in log.executions.enumerated() {
      let request = nodes[index].request.index
      firstTimes[request] = min(firstTimes[request], execution.readyTime, execution.endTime)
    }
    let last = log.executions.map(\.endTime).max() ?? 0
    let timeScale = log.summary.timeScale ?? 1
    let scheduled = scenario.arrivalTimes(mode: options.mode, rules: options.rules)
    var moments: [Moment] = []
    for request in scenario.requests.indices {
      var time = firstTimes[request.index]
      if time == .infinity {
        time = scheduled[request.index] / timeScale
        // What an interrupted run did not live to see.
        if log.summary.isInterrupted ?? false, time > last { continue }
      }
      moments.append(
        Moment(
          time: time, subject: .arrival(request),
          rank: request.index - scenario.requests.count))
    }
    for (index, span) in spans.enumerated() {
      moments.append(Moment(time: span.end, subject: .completion(index), rank: span.rank))
    }
    return moments.sorted(by: Moment.precedes)
  }

  /// For each execution the event at which it was dispatched: before its completion, not before
  /// its request's arrival, and if possible when its GPUs were free.
  private func dispatchEvents(
    _ moments: [Moment], _ completions: [Int], _ ownEvents: [[Int]]
  ) -> [Int] {
    var result = [Int](repeating: 0, count: nodes.count)
    var freeSince = [Int](repeating: 0, count: options.gpuCount)
    for index in order {
      let execution = log.executions[index]
      let ready = lastOwnEvent(
        of: index, by: execution.readyTime, moments, completions, ownEvents)
      let free = gpus[index].map { freeSince[$0] }.max() ?? 0
      let taken = Self.event(at: execution.occupiedFrom, in: moments)
      result[index] = min(max(taken, ready, free), completions[index] - 1)
      for gpu in gpus[index] { freeSince[gpu] = completions[index] }
    }
    return result
  }

  /// The last event of the execution's request up to a time and before its own completion.
  private func lastOwnEvent(
    of index: Int, by time: Double, _ moments: [Moment], _ completions: [Int],
    _ ownEvents: [[Int]]
  ) -> Int {
    let own = ownEvents[nodes[index].request.index]
    let limit = time + Audit.slack(at: time)
    let position = own.partitionPoint { $0 >= completions[index] || moments[$0].time > limit }
    return own[max(position - 1, 0)]
  }

  /// The first event at a time; if there is none, the last before it.
  private static func event(at time: Double, in moments: [Moment]) -> Int {
    let slack = Audit.slack(at: time)
    let next = moments.partitionPoint { $0.time >= time - slack }
    if next < moments.count, moments[next].time <= time + slack { return next }
    return max(next - 1, 0)
  }

  /// For each node of all requests the event at which it became ready.
  private func readyEvents(
    _ moments: [Moment], _ arrivals: [Int], _ completions: [Int], _ dispatches: [Int],
    _ ownEvents: [[Int]]
  ) -> [Int] {
    var result = [Int](repeating: Self.never, count: scenario.requests.nodeCount)
    var completed = result
    for (index, node) in nodes.enumerated() {
      let ready = lastOwnEvent(
        of: index, by: log.executions[index].readyTime, moments, completions, ownEvents)
      result[scenario.requests.flatIndex(of: node)] = min(ready, dispatches[index])
      completed[scenario.requests.flatIndex(of: node)] = completions[index]
    }
    // What never ran was ready all the same, if nothing kept it from that.
    for request in scenario.requests.indices where arrivals[request.index] != Self.never {
      let workflow = scenario.workflow(of: request)
      let places = scenario.requests.flatIndices(of: request)
      for (node, place) in places.enumerated() where result[place] == Self.never {
        guard workflow.missingDependencies[node].isEmpty else { continue }
        let needed = workflow.dependencies[node].map { completed[places.lowerBound + $0] }
        result[place] = max(arrivals[request.index], needed.max() ?? 0)
      }
    }
    return result
  }

  // MARK: - Trace

  private func assemble(
    _ moments: [Moment], _ readyEvents: [Int], _ dispatchEvents: [Int]
  ) -> Trace {
    let ready = byEvent(readyEvents, count: moments.count)
    let dispatched = byEvent(dispatchEvents, count: moments.count)
    let owners = scenario.requests.indices.flatMap { request in
      scenario.requests.flatIndices(of: request).enumerated().map {
        RequestNode(request: request, node: $0.offset)
      }
    }
    var entries = [Int32](repeating: 0, count: owners.count)
    var places = [Int](repeating: 0, count: nodes.count)
    var residents = [ModelID?](repeating: nil, count: options.gpuCount)
    var trace = Trace()
    for (event, moment) in moments.enumerated() {
      for place in ready[event] { entries[place] = trace.appendReadied(owners[place]) }
      let inOrder = dispatched[event].map { (entry: entries[flatIndex($0)], index: $0) }
        .sorted { ($0.entry, $0.index) < ($1.entry, $1.index) }
      for (entry, index) in inOrder {
        places[index] = trace.executions.count
        trace.append(execution(index, entry, residents))
        for gpu in gpus[index] { residents[gpu] = scenario.model(of: nodes[index]) }
      }
      switch moment.subject {
      case .arrival: trace.endEvent(moment.subject, at: moment.time)
      case .completion(let index):
        trace.endEvent(.completion(places[index]), at: moment.time)
      }
    }
    return trace
  }

  private func flatIndex(_ index: Int) -> Int { scenario.requests.flatIndex(of: nodes[index]) }

  /// The indices of a list by the event that each is given.
  private func byEvent(_ events: [Int], count: Int) -> [[Int]] {
    var result = [[Int]](repeating: [], count: count)
    for (index, event) in events.enumerated() where event != Self.never {
      result[event].append(index)
    }
    return result
  }

  private func execution(_ index: Int, _ entry: Int32, _ residents: [ModelID?]) -> Execution {
    let logged = log.executions[index]
    let span = spans[index]
    var execution = Execution(
      readied: entry, gpus: gpus[index], start: span.start, switchTime: logged.switchTime,
      replaced: replaced(index, residents), executionTime: logged.executionTime)
    if execution.end != span.end { execution.end(at: span.end) }
    return execution
  }

  /// What made way: what the log says, else what was there before.
  private func replaced(_ index: Int, _ residents: [ModelID?]) -> Replaced {
    let model = scenario.model(of: nodes[index])
    let others = residents[gpus[index]].filter { $0 != model }
    switch log.executions[index].switchFrom {
    case .some(.some(let name)):
      let evicted = scenario.models.firstIndex { $0.id == log.models.names[name] }
      return evicted.map { .model(ModelID($0)) } ?? .empty
    case .some(.none): return others.contains(nil) ? .empty : .nothing
    case .none:
      if let evicted = others.compactMap(\.self).first { return .model(evicted) }
      return others.isEmpty ? .nothing : .empty
    }
  }
}
