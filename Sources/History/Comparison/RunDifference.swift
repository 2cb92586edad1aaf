import Engine

/// The differences between two runs, whose requests and nodes are told by their names.
public struct RunDifference: Sendable {
  /// A dispatch that only one of the runs makes, at that time and onto those GPUs.
  public struct DifferingDispatch: Sendable {
    /// The time, in seconds.
    public let time: Double
    /// The dispatches at that time, places in `Trace.executions`; nil for a run without one.
    public let a, b: Int?
  }

  /// The latencies of a request, in seconds; nil in a run in which it does not end.
  public struct Latencies: Hashable, Sendable {
    /// The name of the request.
    public let request: String
    /// The latency in the first run.
    public let a: Double?
    /// The latency in the second run.
    public let b: Double?

    /// The second latency less the first one; infinite if only one of the runs ends the request.
    public var change: Double { (b ?? .infinity) - (a ?? .infinity) }
  }

  /// The first decision that differs; nil if all are the same.
  public let first: DifferingDispatch?
  /// The number of dispatches before it.
  public let sharedCount: Int
  /// The requests whose latencies differ, in the order of the first run.
  public let requests: [Latencies]

  /// The difference of times, in seconds, that counts as none: logs have rounded times.
  static let tolerance = 1e-6

  /// Compares two runs.
  ///
  /// - Complexity: O(n log n) in the dispatches.
  public init(between a: History, and b: History) {
    let (first, second) = (Self.dispatches(a), Self.dispatches(b))
    let onlyFirst = Self.missing(first, in: second)
    let onlySecond = Self.missing(second, in: first)
    let time = min(onlyFirst.first?.time ?? .infinity, onlySecond.first?.time ?? .infinity)
    if time < .infinity {
      func dispatch(_ list: [NamedDispatch]) -> Int? {
        list.first.flatMap { $0.time <= time + Self.tolerance ? $0.execution : nil }
      }
      self.first = DifferingDispatch(time: time, a: dispatch(onlyFirst), b: dispatch(onlySecond))
    } else {
      self.first = nil
    }
    sharedCount = first.values.count { $0.time < time - Self.tolerance }
    requests = Self.latencies(a, b)
  }

  /// Whether nothing differs.
  public var isEmpty: Bool { first == nil && requests.isEmpty }

  private struct NamedDispatch {
    let execution: Int
    let time: Double
    let gpus: Range<Int>
  }

  private struct NodeName: Hashable {
    let request: String
    let node: String
  }

  private static func dispatches(_ run: History) -> [NodeName: NamedDispatch] {
    var result: [NodeName: NamedDispatch] = [:]
    for event in run.trace.events.indices {
      for index in run.trace.executions(of: event) {
        let execution = run.trace.executions[index]
        let node = run.trace.node(of: execution)
        let name = NodeName(
          request: run.scenario.requests.id(of: node.request), node: run.scenario[node].id)
        result[name] = NamedDispatch(
          execution: index, time: run.trace.events[event].time, gpus: execution.gpus)
      }
    }
    return result
  }

  /// The dispatches that another run does not make in the same way, in the order of decision.
  private static func missing(
    _ own: [NodeName: NamedDispatch], in other: [NodeName: NamedDispatch]
  ) -> [NamedDispatch] {
    own.filter { name, dispatch in
      guard let same = other[name] else { return true }
      return abs(same.time - dispatch.time) > tolerance || same.gpus != dispatch.gpus
    }.values.sorted { ($0.time, $0.execution) < ($1.time, $1.execution) }
  }

  private static func latencies(_ a: History, _ b: History) -> [Latencies] {
    let (first, second) = (latencies(a), latencies(b))
    var names = a.scenario.requests.indices.map { a.scenario.requests.id(of: $0) }
    let known = Set(names)
    names += b.scenario.requests.indices.map { b.scenario.requests.id(of: $0) }
      .filter { !known.contains($0) }
    return names.compactMap { name in
      let (own, other) = (first[name], second[name])
      if own == other { return nil }
      if let own, let other, abs(own - other) <= tolerance { return nil }
      return Latencies(request: name, a: own, b: other)
    }
  }

  private static func latencies(_ run: History) -> [String: Double] {
    Dictionary(
      run.completed.map { (run.scenario.requests.id(of: $0.request), $0.latency) }
    ) { first, _ in first }
  }
}
