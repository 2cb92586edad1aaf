public import Engine

/// A bound that a number exceeds or not.
public struct Bound: Hashable, Sendable {
  /// The number that it is compared with.
  public var value: Double
  /// Whether that number itself exceeds the bound: `>=` instead of `>`.
  public var isInclusive: Bool

  /// Makes a bound.
  public init(_ value: Double, isInclusive: Bool = false) {
    self.value = value
    self.isInclusive = isInclusive
  }

  /// Whether a number exceeds the bound.
  public func isExceeded(by number: Double) -> Bool {
    isInclusive ? number >= value : number > value
  }
}

/// A number that sums up the latencies of the completed requests.
public enum LatencyMeasure: String, CaseIterable, Sendable {
  /// The arithmetic mean.
  case mean
  /// The median.
  case p50
  /// The 90th percentile.
  case p90
  /// The 95th percentile.
  case p95
  /// The 99th percentile.
  case p99
  /// The largest one.
  case max
}

/// A part of a condition.
///
/// Some speak of what happens: an arrival, a dispatch or a completion. The others speak of the state
/// after an event.
public enum ConditionTerm: Hashable, Sendable {
  /// A dispatch for which another model makes way.
  case anySwitch
  /// A dispatch to a GPU, or a completion there.
  case gpu(Int)
  /// A dispatch or completion of a node of the model.
  case model(ModelID)
  /// The arrival of the request, or a dispatch or completion of one of its nodes.
  case request(RequestID)
  /// A dispatch or completion of a node of this name, of whatever workflow.
  case node(String)
  /// Something that concerns a match of a search.
  case search(NameSearch)

  /// The length of the ready queue.
  case queueLength(Bound)
  /// The latencies of all completed requests, in seconds; not while there are none.
  case latency(LatencyMeasure, Bound)
  /// For how many seconds the node at the head of the ready queue has waited.
  case wait(Bound)
  /// Some GPU is free although nodes wait.
  case idle
  /// The time, in seconds, has come.
  case time(Double)
}

/// When to stop: all of its terms hold.
///
/// Terms that speak of what happens must hold of one and the same happening, so that a switch and a
/// GPU mean a switch on that GPU. A condition of states alone holds at the events at which it becomes
/// true, so that running on does not stop at once again.
public struct Condition: Hashable, Sendable {
  /// What has to hold; at least one.
  public let terms: [ConditionTerm]

  /// Makes a condition.
  public init(_ terms: [ConditionTerm]) { self.terms = terms }
}
