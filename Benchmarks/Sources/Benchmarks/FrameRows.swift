import Engine
import History
import TUI

/// Frames and seeks on the large run, with all tracks, against the same screen over a run in which
/// nothing happens.
enum FrameRows {
  private static let (width, height) = (200, 60)

  /// How the time that a cell shows is chosen: three steps are a factor of ten.
  private static let zooms = [
    ("whole run", "0"), ("1000 × opened", "9-"), ("100 × opened", "6-"), ("10 × opened", "3-"),
    ("as opened", ""), ("opened / 10", "3+"),
  ]
  private static let places = [1, 10, 50, 100]

  static func measure(_ report: inout Report) throws {
    let names = zooms.flatMap { zoom in places.map { frameName(zoom.0, $0) } }
    guard (names + [previewName, seekName, seekAndFrameName]).contains(where: report.wants) else {
      return
    }
    let history = try LargeRun.history()
    let empty = try screen(over: LargeRun.history(isEmpty: true))
    var preview = screen(over: history)
    try preview.press("0g\(history.trace.events.count / 2).P")
    for (zoomName, zoomKeys) in zooms {
      for place in places {
        var screen = screen(over: history)
        let events = history.trace.events.count * place / 100
        try screen.press(zoomKeys + "g\(events - 100).")
        try report.row(
          frameName(zoomName, place), bound: boundName, prepare: { try screen.press(".") },
          work: { blackHole(screen.draw()) }, against: { blackHole(empty.draw()) })
      }
    }
    try report.row(
      previewName, bound: boundName, prepare: {}, work: { blackHole(preview.draw()) },
      against: { blackHole(empty.draw()) })
    try measureSeeks(&report, history, empty)
  }

  /// Frames of four thousand GPUs: lanes of half a row that scroll.
  static func measureManyGPUs(_ report: inout Report) throws {
    let zooms = [("whole run", "0"), ("as opened", "")]
    let names = zooms.map { "frame of 4096 GPUs, zoom \($0.0), at 50 %" }
    guard names.contains(where: report.wants) else { return }
    let history = try LargeRun.history(gpuCount: 4096)
    let empty = try screen(over: LargeRun.history(isEmpty: true, gpuCount: 4096))
    for (name, zoom) in zip(names, zooms) {
      var screen = screen(over: history)
      try screen.press(zoom.1 + "g\(history.trace.events.count / 2).")
      try report.row(
        name, bound: boundName, prepare: { try screen.press(".") },
        work: { blackHole(screen.draw()) }, against: { blackHole(empty.draw()) })
    }
  }

  private static func measureSeeks(
    _ report: inout Report, _ history: History, _ empty: ScriptedScreen
  ) throws {
    var screen = screen(over: history)
    var still = empty
    var event = 0
    // Far from one another, and in no order that a cache could guess.
    func next() { event = (event + 618_034) % history.trace.events.count }
    try report.row(
      seekName, bound: "the keys alone", rounds: 101, prepare: next,
      work: { try screen.press("g\(event).") }, against: { try still.press("g\(event).") })
    try report.row(
      seekAndFrameName, bound: boundName, rounds: 51, prepare: next,
      work: {
        try screen.press("g\(event).")
        blackHole(screen.draw())
      }, against: { blackHole(empty.draw()) })
  }

  private static let boundName = "frame of an empty run"
  private static let previewName = "frame, whole run, with the preview"
  private static let seekName = "seek to any event"
  private static let seekAndFrameName = "seek to any event, and frame"

  private static func frameName(_ zoom: String, _ place: Int) -> String {
    "frame, zoom \(zoom), at \(place) %"
  }

  private static func screen(over history: History) -> ScriptedScreen {
    ScriptedScreen(history, title: "large", width: width, height: height)
  }
}

/// Takes a result, so that working it out cannot be left out.
@inline(never)
func blackHole<Value>(_ value: Value) {}
