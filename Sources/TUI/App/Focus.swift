import Engine

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
}

/// What the inspector can show.
enum Subject: Hashable, Sendable {
  case request(RequestID)
  case gpu(Int)
  /// A dispatch, a place in `Trace.executions`.
  case dispatch(Int)
  /// A waiting node, a place in `Trace.readied`.
  case waiting(Int)
  /// The completed requests by their latency.
  case slowest
  /// What was odd in the files, and who can never run.
  case warnings
}

/// Where a line of the inspector leads.
enum Link: Hashable, Sendable {
  case inspect(Subject)
  /// To just after so many events.
  case go(toEvent: Int)
}

/// A page of the inspector, and which of its links is chosen.
struct Inspection: Hashable, Sendable {
  let subject: Subject
  var link = 0
  /// Whether the page is shown from its top, even if that leaves the chosen link out of sight.
  var isAtTop = true
}
