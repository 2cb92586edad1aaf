import Engine
import History

/// The first line: what is run, and where the cursor is.
enum HeaderView {
  static func draw(_ frame: Frame, _ rect: Rect, _ canvas: inout Canvas) {
    let (state, theme) = (frame.state, frame.theme)
    canvas.clear(rect, style: theme.plain)
    let right = status(frame)
    let rightWidth = right.reduce(0) { $0 + displayWidth(of: $1.text) } + right.count * 2 - 1
    var x = rect.endX - rightWidth
    for part in right {
      x += canvas.write(part.text, x: x, y: rect.y, style: part.style) + 2
    }
    var left = rect.x + 1
    let end = rect.endX - rightWidth - 1
    if state.size.width >= 100 {
      left += canvas.write("gswarm-sim  ", x: left, y: rect.y, style: theme.style(.title, .bold))
    }
    // Breakpoints take up to half of the room: they are what one forgets.
    let stops = state.breakpoints.conditions.isEmpty ? "" : "■ \(state.breakpoints.text)"
    let stopsWidth = stops.isEmpty ? 0 : min(displayWidth(of: stops) + 2, (end - left) / 2)
    let options = frame.moment.options
    let gpus = options.gpuCount == 1 ? "1 GPU" : "\(options.gpuCount) GPUs"
    let rules = options.rules == .standard ? "" : " · \(options.rules.rawValue) rules"
    let branch = state.tabs[state.tab].name
    let tab =
      state.tabs.count > 1
      ? "run \(state.tab + 1)/\(state.tabs.count)\(branch.isEmpty ? "" : " \(branch)") · " : ""
    left += canvas.write(
      "\(tab)\(state.title) · \(options.policy) · \(options.mode.rawValue) · \(gpus)\(rules)",
      x: left, y: rect.y, style: theme.style(.dim), maxWidth: max(end - left - stopsWidth, 0))
    canvas.write(
      stops, x: left + 2, y: rect.y, style: theme.style(.bad),
      maxWidth: max(end - left - 2, 0))
  }

  private static func status(_ frame: Frame) -> [(text: String, style: Style)] {
    let (state, moment, theme) = (frame.state, frame.moment, frame.theme)
    let isRunning = state.playback.isRunning
    let total = frame.scenario.requests.count
    var parts = [
      state.live.map { liveStatus($0, theme) } ?? (
        "\(isRunning ? "▶" : "‖") \(state.playback.speed.label)",
        isRunning ? theme.style(.good, .bold) : theme.style(.dim)
      ),
      ("t \(Format.clock(moment.time))", theme.style(.now, .bold)),
      (
        "event \(Format.count(moment.eventCount))/\(Format.count(state.lastEventCount))",
        theme.plain
      ),
      (
        "✓ \(Format.count(moment.completedRequests.count))/\(Format.count(total))",
        theme.style(.good)
      ),
    ]
    if state.size.width >= 100 { parts[3].0 += " requests" }
    return parts
  }

  private static func liveStatus(_ live: LiveStatus, _ theme: Theme) -> (String, Style) {
    let mark = live.isOver ? "■" : live.isFollowing ? "●" : "‖"
    return (
      "\(mark) live: \(live.phase)",
      theme.style(live.isOver ? .dim : live.isFollowing ? .good : .warn, .bold)
    )
  }
}
