import Engine
import History

/// An order of the ready queue on the screen.
enum QueueOrder: String, CaseIterable, Hashable, Sendable {
  case queue
  case newest
  case model
  case request

  /// The order as titles and remarks name it.
  var name: String {
    switch self {
    case .queue: "in the order of the queue"
    case .newest: "newest first"
    case .model: "by model"
    case .request: "by request"
    }
  }
}

/// The lines of the ready queue at a moment: those that a filter keeps, in an order.
struct QueueList {
  /// The entries that are looked at where not all are shown in order.
  static let longestLook = 20_000

  private let moment: Moment
  /// The entries to show, places in `Trace.readied`; nil if they are the whole queue.
  private let entries: [Int]?
  /// The number of lines.
  let count: Int
  /// The number of nodes that wait.
  let total: Int

  /// - Complexity: O(queue · log queue), up to a number of entries, with a filter or an order of its own.
  init(_ moment: Moment, filter: ListFilter?, order: QueueOrder) {
    self.moment = moment
    total = moment.queueLength
    guard filter != nil || order != .queue else {
      (entries, count) = (nil, total)
      return
    }
    var kept = moment.queue(Self.longestLook, from: 0)
    if let filter { kept = kept.filter { filter.keeps(waiting: $0, at: moment) } }
    let (trace, scenario) = (moment.history.trace, moment.history.scenario)
    func model(_ entry: Int) -> Int { scenario.model(of: trace.readied[entry].node).index }
    switch order {
    case .queue: break
    case .newest: kept.reverse()
    case .model: kept.sort { (model($0), $0) < (model($1), $1) }
    case .request:
      kept.sort {
        (trace.readied[$0].node.request.index, $0) < (trace.readied[$1].node.request.index, $1)
      }
    }
    (entries, count) = (kept, kept.count)
  }

  /// Some lines, as places in `Trace.readied`.
  func entries(_ count: Int, from first: Int) -> [Int] {
    guard let entries else { return moment.queue(count, from: first) }
    return Array(entries.dropFirst(first).prefix(count))
  }

  /// A line, as a place in `Trace.readied`; nil if there is none.
  func entry(_ line: Int) -> Int? {
    guard let entries else { return moment.queueEntry(line) }
    return entries.indices.contains(line) ? entries[line] : nil
  }
}
