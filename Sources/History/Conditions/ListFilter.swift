import Engine

/// A choice of lines from a list of events, switches or waiting nodes.
public struct ListFilter: Hashable, Sendable {
  /// The text that asked for it.
  public let text: String
  /// The conditions of which a line has to meet one.
  private let conditions: [Condition]

  /// Makes a filter of the lines that meet any of some conditions.
  ///
  /// - Returns: Nil if a term is about no line: about the length of the queue, latencies or idle GPUs.
  public init?(_ text: String, _ conditions: [Condition]) {
    let isAboutLines = conditions.allSatisfy { condition in
      condition.terms.allSatisfy { term in
        switch term {
        case .anySwitch, .gpu, .model, .request, .node, .search, .wait, .time: true
        case .queueLength, .measure, .idle: false
        }
      }
    }
    guard isAboutLines else { return nil }
    self.text = text
    self.conditions = conditions
  }

  /// The properties of a line that terms are about.
  private struct Line {
    var request: RequestID
    /// The node; nil for a line about a request.
    var node: RequestNode?
    /// The models: that of the node, and the one that a switch evicts.
    var models: [ModelID] = []
    var gpus: Range<Int>?
    var isSwitch = false
    var time: Double
    /// The time that the node has waited, in seconds.
    var waited: Double?
  }

  private func keeps(_ line: Line, in scenario: Scenario) -> Bool {
    conditions.contains { condition in
      condition.terms.allSatisfy { Self.holds($0, of: line, in: scenario) }
    }
  }

  private static func holds(
    _ term: ConditionTerm, of line: Line, in scenario: Scenario
  ) -> Bool {
    switch term {
    case .anySwitch: line.isSwitch
    case .gpu(let gpu): line.gpus?.contains(gpu) == true
    case .model(let model): line.models.contains(model)
    case .request(let request): line.request == request
    case .node(let id): line.node.map { scenario[$0].id == id } ?? false
    case .search(let names):
      names.concerns(line.request, line.node, of: scenario.requests.workflow(of: line.request))
        || line.models.contains { names.concerns($0) }
    case .wait(let bound): line.waited.map { bound.isExceeded(by: $0) } ?? false
    case .time(let time): line.time >= time
    case .queueLength, .measure, .idle: false
    }
  }
}

extension ListFilter {
  /// Whether the list of events keeps a row.
  func keeps(_ row: EventRow, ofEvent event: Int, in history: History) -> Bool {
    let time = history.trace.events[event].time
    let line: Line
    switch row {
    case .arrival(let request): line = Line(request: request, time: time)
    case .requestCompletion(let completed): line = Line(request: completed.request, time: time)
    case .completion(let execution), .dispatch(let execution):
      line = Self.line(execution, isSwitch: false, at: time, history)
    case .switch(let execution): line = Self.line(execution, isSwitch: true, at: time, history)
    }
    return keeps(line, in: history.scenario)
  }

  /// Whether the list of switches keeps one, counted from 0.
  func keeps(switch index: Int, in history: History) -> Bool {
    let execution = Int(history.ledger.executions[index])
    let time = history.trace.events[history.trace.dispatchEvent(of: execution)].time
    return keeps(Self.line(execution, isSwitch: true, at: time, history), in: history.scenario)
  }

  /// Whether the ready queue at a moment keeps an entry, a place in `Trace.readied`.
  public func keeps(waiting entry: Int, at moment: Moment) -> Bool {
    let (trace, scenario) = (moment.history.trace, moment.history.scenario)
    let readied = trace.readied[entry]
    let time = trace.events[readied.event].time
    return keeps(
      Line(
        request: readied.node.request, node: readied.node,
        models: [moment.history.model(of: readied.node)], time: time,
        waited: moment.time - time), in: scenario)
  }

  private static func line(
    _ number: Int, isSwitch: Bool, at time: Double, _ history: History
  ) -> Line {
    let trace = history.trace
    let execution = trace.executions[number]
    let node = trace.node(of: execution)
    var models = [history.model(of: node)]
    if isSwitch, case .model(let evicted) = execution.replaced { models.append(evicted) }
    let readied = trace.events[trace.readied[execution.readied].event].time
    let dispatched = trace.events[trace.dispatchEvent(of: number)].time
    return Line(
      request: node.request, node: node, models: models, gpus: execution.gpus,
      isSwitch: isSwitch, time: time, waited: dispatched - readied)
  }
}

/// The lines of a list that a filter keeps, as far as a run has been looked through.
public struct FilteredLines: Sendable {
  /// A list that goes on through the whole run.
  public enum List: Hashable, Sendable {
    /// The rows of the list of events.
    case events
    /// The switches, in the order of their dispatch.
    case switches
  }

  /// The list.
  public let list: List
  /// The filter.
  public let filter: ListFilter
  /// The number of lines that have been looked at.
  public private(set) var scannedCount = 0
  /// The lines that are kept, counted from the oldest, ascending.
  public private(set) var kept: [Int32] = []
  /// For each line that has been looked at whether it is kept.
  public private(set) var mask: [Bool] = []

  /// Makes an empty choice of lines.
  public init(_ list: List, _ filter: ListFilter) {
    self.list = list
    self.filter = filter
  }

  /// The number of lines of a run that have not been looked at.
  ///
  /// - Complexity: O(log trace).
  public func missingCount(in history: History) -> Int {
    let total =
      switch list {
      case .events: history.moment(after: .max).eventRowCount
      case .switches: history.switchCount
      }
    return max(total - scannedCount, 0)
  }

  /// Looks at up to a number of further lines.
  ///
  /// - Complexity: O(lines + log² trace).
  public mutating func extend(over history: History, by count: Int) {
    let range = scannedCount..<scannedCount + min(missingCount(in: history), count)
    switch list {
    case .events:
      for (event, row) in history.moment(after: .max).eventRows(range) {
        note(filter.keeps(row, ofEvent: event, in: history))
      }
    case .switches: for index in range { note(filter.keeps(switch: index, in: history)) }
    }
  }

  private mutating func note(_ isKept: Bool) {
    if isKept { kept.append(Int32(scannedCount)) }
    mask.append(isKept)
    scannedCount += 1
  }
}
