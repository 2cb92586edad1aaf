import Engine
import History

extension InspectorPage {
  /// Writes the page of the slowest of all completed requests, sorted by a key of the page.
  mutating func showSlowest(_ scene: Scene, order: Int = 0) {
    let theme = scene.theme
    let count = scene.moment.completedRequests.count
    let slowest = scene.moment.slowestRequests(Self.longestList)
    setTitle(
      slowest.count < count
        ? "Slowest of \(Format.count(count)) completed requests"
        : "\(Format.count(count, "completed request")), slowest first")
    let requests = scene.scenario.requests
    let sorted =
      switch order {
      case 1: slowest.sorted { $0.event > $1.event }
      case 2: slowest.sorted { $0.request.index < $1.request.index }
      case 3:
        // Of one workflow the slowest comes first.
        slowest.enumerated().sorted {
          (requests.workflow(of: $0.element.request).index, $0.offset)
            < (requests.workflow(of: $1.element.request).index, $1.offset)
        }.map(\.element)
      default: slowest
      }
    let latencies = Format.spans(sorted.map(\.latency))
    for (completed, latency) in zip(sorted, latencies) {
      add(
        [
          TextSpan(
            text: padded(latency, 9), style: theme.style(.text, .bold)),
          TextSpan(
            text: "  " + fitted(scene.scenario[completed.request].id, 24), style: theme.plain),
          TextSpan(
            text: " " + fitted(scene.scenario.workflow(of: completed.request).id, 24),
            style: theme.style(.dim)),
          TextSpan(
            text: " at \(scene.clock(scene.trace.events[completed.event].time))",
            style: theme.style(.dim)),
        ], link: .inspect(.request(completed.request)))
    }
  }

  /// Writes the page of the warnings, and of the nodes that can never run.
  mutating func showWarnings(_ scene: Scene) {
    let (warnings, style) = (scene.warnings, scene.theme.plain)
    setTitle("Warnings")
    if warnings.isEmpty { add("no warnings", scene.theme.style(.dim)) }
    var index = 0
    while index < warnings.count {
      // A caret points at the line above it only if neither is broken.
      if index + 1 < warnings.count, warnings[index + 1].isCaret {
        let start = windowStart(around: displayWidth(of: warnings[index + 1]))
        add(window(of: warnings[index], from: start), style)
        add(window(of: warnings[index + 1], from: start), style)
        index += 2
      } else {
        addWrapped(warnings[index], style)
        index += 1
      }
    }
  }

  /// The first column of a window that shows a column and some of what comes after it.
  private func windowStart(around column: Int) -> Int {
    column + 1 <= width ? 0 : column + 1 - width + width / 4
  }

  private func window(of line: String, from start: Int) -> String {
    guard start > 0 else { return line }
    var rest = Substring(line)
    var skipped = 0
    while skipped < start, let first = rest.popFirst() { skipped += displayWidth(of: first) }
    return String(rest)
  }
}

extension String {
  /// Whether the line is a caret below a line of a file.
  fileprivate var isCaret: Bool {
    contains("^") && allSatisfy { $0 == " " || $0 == "^" || $0 == "~" || $0 == "|" }
  }
}
