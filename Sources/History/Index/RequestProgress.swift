public import Engine

/// A request all of whose nodes are completed.
public struct CompletedRequest: Hashable, Sendable {
  /// The request.
  public let request: RequestID
  /// The event that completed it, as a place in `Trace.events`.
  public let event: Int
  /// From its arrival to its completion, in seconds.
  public let latency: Double
}

/// Follows the events of a trace to see when requests arrive and when they are completed.
public struct RequestProgress: Sendable {
  /// For each request the event of its arrival; −1 before.
  private var arrivalEvents: [Int32]
  private var nodesLeft: [Int32]

  /// Makes the progress of requests none of which has arrived.
  public init(requestCount: Int) {
    arrivalEvents = [Int32](repeating: -1, count: requestCount)
    nodesLeft = [Int32](repeating: 0, count: requestCount)
  }

  /// The event of a request's arrival; nil before.
  func arrivalEvent(of request: RequestID) -> Int? {
    let event = Int(arrivalEvents[request.index])
    return event < 0 ? nil : event
  }

  /// Notes the event at `index`, which follows the last one noted.
  ///
  /// - Returns: the request that it completes.
  public mutating func note(_ index: Int, of trace: Trace, in scenario: Scenario)
    -> CompletedRequest?
  {
    let request: RequestID
    switch trace.events[index].subject {
    case .arrival(let arrived):
      request = arrived
      arrivalEvents[request.index] = Int32(index)
      nodesLeft[request.index] = Int32(scenario.requests.flatIndices(of: request).count)
    case .completion(let execution):
      request = trace.node(of: trace.executions[execution]).request
      nodesLeft[request.index] -= 1
    }
    guard nodesLeft[request.index] == 0 else { return nil }
    let arrival = trace.events[Int(arrivalEvents[request.index])].time
    return CompletedRequest(
      request: request, event: index, latency: trace.events[index].time - arrival)
  }
}
