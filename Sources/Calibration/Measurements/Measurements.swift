public import Engine

/// A call that a model server answered.
public struct MeasuredCall: Hashable, Sendable {
  /// The model that was called.
  public var model: ModelID
  /// The duration of the call, in seconds.
  public var seconds: Double
  /// The length of the answer, in tokens; nil if the server did not tell it.
  public var tokens: Double?

  /// Describes a call.
  public init(model: ModelID, seconds: Double, tokens: Double?) {
    self.model = model
    self.seconds = seconds
    self.tokens = tokens
  }
}

/// The preparation of GPUs for a model.
public struct MeasuredSwitch: Hashable, Sendable {
  /// The model that became resident.
  public var model: ModelID
  /// The largest model that made way; nil if the GPUs were empty.
  public var evicted: ModelID?
  /// The duration of the switch, in seconds.
  public var seconds: Double

  /// Describes a switch.
  public init(model: ModelID, evicted: ModelID?, seconds: Double) {
    self.model = model
    self.evicted = evicted
    self.seconds = seconds
  }
}

/// The durations that execution logs measured.
public struct Measurements: Hashable, Sendable {
  /// The calls, in the order of the logs.
  public var calls: [MeasuredCall] = []
  /// The switches and first loads, in the order in which they began.
  public var switches: [MeasuredSwitch] = []
  /// The number of executions whose times are estimates, since the server did not answer.
  public var fallbackCount = 0
  /// The number of executions of nodes or models that the configuration lacks.
  public var unknownCount = 0
  /// The number of switches on GPUs some of which were empty, or whose contents are unknown.
  public var ambiguousCount = 0

  /// Makes an empty collection.
  public init() {}

  /// The delay with which a live run may hear of an end, in seconds; durations come out longer by it.
  ///
  /// A run against `emulate` shows it: docs/live.md.
  public static let lateness = 0.002
}

extension Measurements {
  /// Splits the measurements at random, always in the same way.
  ///
  /// - Parameter share: the share of the first part, from 0 to 1.
  /// - Returns: two collections with the calls and switches between them.
  public func split(_ share: Double) -> (Measurements, Measurements) {
    var (first, second) = (Measurements(), Measurements())
    var state: UInt64 = 0
    // A whole share of each model's calls, not a share of all: no model is left out by chance.
    func part<Item>(
      _ items: [Item], by model: (Item) -> ModelID
    ) -> ([Item], [Item]) {
      var (ones, others): ([Item], [Item]) = ([], [])
      for group in Dictionary(grouping: items, by: model).sorted(by: { $0.key.index < $1.key.index }
      ) {
        let shuffled = group.value.map { item in
          state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
          return (order: state >> 11, item: item)
        }.sorted { $0.order < $1.order }
        let count = Int((share * Double(shuffled.count)).rounded())
        ones += shuffled.prefix(count).map(\.item)
        others += shuffled.dropFirst(count).map(\.item)
      }
      return (ones, others)
    }
    (first.calls, second.calls) = part(calls) { $0.model }
    (first.switches, second.switches) = part(switches) { $0.model }
    return (first, second)
  }
}
