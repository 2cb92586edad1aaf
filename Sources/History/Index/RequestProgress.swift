public import Engine

/// A request all of whose nodes are completed.
public struct CompletedRequest: Hashable, Sendable {
  /// The request.
  public let request: RequestID
  private let rawEvent: Int32
  /// The time from its arrival to its completion, in seconds.
  public let latency: Double

  init(request: RequestID, event: Int, latency: Double) {
    self.request = request
    rawEvent = Int32(truncatingIfNeeded: event)
    self.latency = latency
  }

  /// The event that completed it, as a place in `Trace.events`.
  public var event: Int { Int(rawEvent) }
}

/// The arrivals and completions of requests, event by event.
public struct RequestProgress: Sendable {
  private var rows: [RequestRow]

  private struct RequestRow: Sendable {
    /// The event of its arrival; −1 before.
    var arrivalEvent: Int32 = -1
    /// The number of nodes that are not completed.
    var nodesLeft: Int32 = 0
  }

  /// Makes the progress of requests that have not arrived.
  public init(requestCount: Int) {
    rows = [RequestRow](repeating: RequestRow(), count: requestCount)
  }

  /// The event of a request's arrival; nil before.
  func arrivalEvent(of request: RequestID) -> Int? {
    let event = Int(rows[request.index].arrivalEvent)
    return event < 0 ? nil : event
  }

  /// Adds the event at `index`, which follows the last one added.
  ///
  /// - Returns: the request that it completes.
  public mutating func note(_ index: Int, of trace: Trace, in scenario: Scenario)
    -> CompletedRequest?
  {
    let request: RequestID
    switch trace.events[index].subject {
    case .arrival(let arrived):
      request = arrived
      rows[request.index] = RequestRow(
        arrivalEvent: Int32(index),
        nodesLeft: Int32(scenario.requests.flatIndices(of: request).count))
    case .completion(let execution):
      request = trace.node(of: trace.executions[execution]).request
      rows[request.index].nodesLeft -= 1
    }
    guard rows[request.index].nodesLeft == 0 else { return nil }
    let arrival = trace.events[Int(rows[request.index].arrivalEvent)].time
    return CompletedRequest(
      request: request, event: index, latency: trace.events[index].time - arrival)
  }
}
