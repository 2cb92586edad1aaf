import Engine
import History
import TUI

/// Frames with a page open, or a pane scrolled, on the large run, under the baseline and another policy.
enum PageRows {
  /// The keys that open each page, at a place with a queue.
  private static let pages = [
    ("a waiting node", "4<Enter>"), ("a dispatch", "5<Enter>"), ("a GPU", "1<Enter>"),
    ("a request", "2<Enter><Enter>"), ("the slowest", "2<Enter>"), ("a switch", "3<Enter>"),
    ("events, far back", "5<Up>1500000<Up>"), ("switches, far back", "3<Down>1500000<Down>"),
    ("queue, far down", "4<Down>100000<Down>"), ("all models", "m"), ("a model", "m<Enter>"),
    ("latency by model", "2<Down><Down>"),
  ]
  private static let policies = ["baseline", "reserve"]

  static func measure(_ report: inout Report) throws {
    let names = policies.flatMap { policy in pages.map { rowName($0.0, policy) } }
    guard names.contains(where: report.wants) else { return }
    let empty = try screen(over: LargeRun.history(isEmpty: true))
    for policy in policies {
      let history = try LargeRun.history(policy: policy)
      for (name, keys) in pages where report.wants(rowName(name, policy)) {
        var screen = screen(over: history)
        let events = history.trace.events.count / 2
        try screen.press("g\(events).\(keys)")
        try report.row(
          rowName(name, policy), bound: "frame of an empty run",
          prepare: { try screen.press(".") }, work: { blackHole(screen.draw()) },
          against: { blackHole(empty.draw()) })
      }
    }
  }

  private static func rowName(_ page: String, _ policy: String) -> String {
    "page of \(page), \(policy)"
  }

  private static func screen(over history: History) -> ScriptedScreen {
    ScriptedScreen(history, title: "large", width: 200, height: 60)
  }
}
