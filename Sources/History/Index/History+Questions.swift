public import Engine

extension History {
  /// The model that an execution runs.
  public func model(of execution: Execution) -> ModelID { model(of: trace.node(of: execution)) }

  /// The model that a node runs.
  func model(of node: RequestNode) -> ModelID {
    workflows.model(of: scenario.requests.workflow(of: node.request), node: node.node)
  }

  /// The time of the last event, in seconds; 0 if there was none.
  public var endTime: Double { trace.events.last?.time ?? 0 }

  /// The number of switches in the whole trace.
  public var switchCount: Int { ledger.executions.count }

  /// The event at which a switch, counted from 0, was dispatched.
  ///
  /// - Complexity: O(log events).
  public func event(ofSwitch index: Int) -> Int {
    trace.dispatchEvent(of: Int(ledger.executions[index]))
  }

  /// The time at which a switch, counted from 0, ends and computing begins, in seconds.
  public func end(ofSwitch index: Int) -> Double {
    trace.executions[Int(ledger.executions[index])].start
  }

  /// The switches, counted from 0, in the order in which they end.
  ///
  /// - Complexity: O(switches · log switches).
  public var switchesByEnd: [Int32] {
    var order = Array(0..<Int32(switchCount))
    order.sort { (end(ofSwitch: Int($0)), $0) < (end(ofSwitch: Int($1)), $1) }
    return order
  }

  /// The event at which a request arrives; nil if it never does.
  public func arrivalEvent(of request: RequestID) -> Int? { progress.arrivalEvent(of: request) }

  /// The options in force at an event, a place in `Trace.events`.
  func options(ofEvent event: Int) -> Options { trace.options(ofEvent: event, atEnd: options) }

  /// The place in `policies` of the one in force at an event.
  func policyIndex(ofEvent event: Int) -> Int {
    trace.changes.firstIndex { event < $0.eventCount } ?? trace.changes.count
  }

  /// The events, ascending, at which GPUs begin to idle although nodes wait.
  ///
  /// A GPU is free, and the ready queue not empty, for some time from each of them on.
  public var idleMoments: [Int32] { idleStretches.begins }
}
