/// A pane that the keys can go to, by its number on the screen.
enum PaneID: Int, CaseIterable, Hashable, Sendable {
  case gpus = 1
  case latency, switches, queue, events
  /// Opened by Enter; has no number.
  case inspector
}

extension PaneID {
  /// The panes that have a number and can be hidden.
  static let numbered = allCases.filter { $0 != .inspector }

  /// The pane with a number; nil if there is none.
  init?(number: Int) {
    guard let pane = PaneID(rawValue: number), pane != .inspector else { return nil }
    self = pane
  }

  /// The name in the configuration file and in titles.
  var name: String {
    switch self {
    case .gpus: "gpus"
    case .latency: "latency"
    case .switches: "switches"
    case .queue: "queue"
    case .events: "events"
    case .inspector: "inspector"
    }
  }
}

/// The chosen line of each pane, counted from the one at the front: the head of the queue, the latest
/// event, the latest switch.
struct Choices: Hashable, Sendable {
  var gpu = 0
  var `switch` = 0
  var queueEntry = 0
  var event = 0
  /// The group of latencies that stands next to all of them, one of `LatencyGroup.all`.
  var latencyGroup = 0
}
