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

/// A part of a condition.
///
/// Some are about an occurrence: an arrival, a dispatch or a completion. The others are about the
/// state after an event.
public enum ConditionTerm: Hashable, Sendable {
  /// A dispatch that evicts another model.
  case anySwitch
  /// A dispatch to a GPU, or a completion there.
  case gpu(Int)
  /// A dispatch or completion of a node of the model.
  case model(ModelID)
  /// The arrival of the request, or a dispatch or completion of one of its nodes.
  case request(RequestID)
  /// A dispatch or completion of a node of this name, of any workflow.
  case node(String)
  /// An occurrence that concerns a match of a search.
  case search(NameSearch)

  /// The length of the ready queue.
  case queueLength(Bound)
  /// A test of the run so far, of what is completed; not while there is no value.
  ///
  /// `makespan` is the time of the last completion, and `unfinished` counts the requests that are
  /// under way. Measures without `isKnownUnderWay` never hold.
  case measure(MeasureTest)
  /// The wait of the node at the head of the ready queue, in seconds.
  case wait(Bound)
  /// A GPU is free for some time although nodes wait.
  case idle
  /// The time, in seconds, has come.
  case time(Double)
}

/// A condition to stop at: all of its terms hold.
///
/// Terms about occurrences must hold of one and the same occurrence, so that a switch and a GPU mean
/// a switch on that GPU. A condition of states alone holds at the events at which it becomes
/// true, so that running on does not stop at once again.
public struct Condition: Hashable, Sendable {
  /// The terms that have to hold; at least one.
  public let terms: [ConditionTerm]

  /// Makes a condition.
  public init(_ terms: [ConditionTerm]) { self.terms = terms }
}
