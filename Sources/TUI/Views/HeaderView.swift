import Engine
import History

/// The first line: what is run, and the place of the cursor.
enum HeaderView {
  private typealias Part = (text: String, style: Style)

  static func draw(_ frame: Frame, _ rect: Rect, _ canvas: inout Canvas) {
    let (state, theme) = (frame.state, frame.theme)
    canvas.clear(rect, style: theme.plain)
    var right = status(frame)
    // The title gives way to what the run lacks, and so does the speed.
    if width(of: right) > rect.width * 3 / 4 {
      right.removeAll { $0.text.hasPrefix("‖ ×") || $0.text.hasPrefix("▶ ") }
    }
    var x = rect.endX - width(of: right)
    let end = x - 1
    for part in right {
      x += canvas.write(part.text, x: x, y: rect.y, style: part.style) + 2
    }
    var left = rect.x + 1
    if state.viewport.size.width >= 100 {
      left += canvas.write("gswarm-sim  ", x: left, y: rect.y, style: theme.style(.title, .bold))
    }
    // Breakpoints take up to half of the room: they are easily forgotten.
    let stops = state.breakpoints.conditions.isEmpty ? "" : "■ \(state.breakpoints.text)"
    let stopsWidth = stops.isEmpty ? 0 : min(displayWidth(of: stops) + 2, (end - left) / 2)
    left += canvas.write(
      title(frame), x: left, y: rect.y, style: theme.style(.dim),
      maxWidth: max(end - left - stopsWidth, 0))
    canvas.write(
      stops, x: left + 2, y: rect.y, style: theme.style(.bad),
      maxWidth: max(end - left - 2, 0))
  }

  private static func width(of parts: [Part]) -> Int {
    parts.reduce(0) { $0 + displayWidth(of: $1.text) } + parts.count * 2 - 1
  }

  private static func title(_ frame: Frame) -> String {
    let (state, run, options) = (frame.state, frame.run, frame.moment.options)
    var parts: [String] = []
    if state.runs.count > 1 {
      let name = run.name.isEmpty ? "" : " \(run.name)"
      parts.append("run \(state.runIndex + 1)/\(state.runs.count)\(name)")
    }
    parts += [
      state.title, "\(options.policy)", options.mode.rawValue,
      Format.count(options.shape.presentCount, "GPU"),
    ]
    if options.rules != .standard { parts.append("\(options.rules.rawValue) rules") }
    return parts.joined(separator: " · ")
  }

  // MARK: - The right end

  private static func status(_ frame: Frame) -> [Part] {
    let (state, run, theme) = (frame.state, frame.run, frame.theme)
    return [
      badge(frame),
      state.work.last.map { workStatus($0, theme) },
      run.live.map { liveStatus($0, theme) } ?? playback(state.playback, theme),
      ("t \(frame.scene.clock(frame.moment.time))", theme.style(.now, .bold)),
      (
        "event \(Format.count(frame.moment.eventCount))/\(Format.count(run.lastEventCount))",
        theme.plain
      ),
      completed(frame),
    ].compactMap { $0 }
  }

  /// The numbers of stranded requests and of other warnings, with the key that shows them.
  private static func badge(_ frame: Frame) -> Part? {
    let state = frame.state
    let stranded = frame.run.strandedCount
    let others = state.allWarnings.count { !$0.contains(" can never run") }
    guard stranded + others > 0 else { return nil }
    let isWide = state.viewport.size.width >= 80
    let texts = [
      stranded > 0 ? Format.count(stranded) + (isWide ? " stranded" : "") : nil,
      others > 0 ? (isWide ? Format.count(others, "warning") : Format.count(others)) : nil,
    ]
    let key = state.keymap.label(of: .warnings).map { " \($0)" } ?? ""
    return (
      "⚠ \(texts.compactMap { $0 }.joined(separator: ", "))\(key)",
      state.theme.style(stranded > 0 ? .bad : .warn, .bold)
    )
  }

  private static func workStatus(_ work: WorkStatus, _ theme: Theme) -> Part {
    let share = work.share.map { "\(Format.percent($0)) " } ?? ""
    return ("\(share)\(shortened(work.name, 24))", theme.style(.warn, .bold))
  }

  private static func playback(_ playback: Playback, _ theme: Theme) -> Part {
    let isRunning = playback.isRunning
    return (
      "\(isRunning ? "▶" : "‖") \(playback.speed.label)",
      isRunning ? theme.style(.good, .bold) : theme.style(.dim)
    )
  }

  private static func liveStatus(_ live: LiveStatus, _ theme: Theme) -> Part {
    let mark = live.isOver ? "■" : live.isFollowing ? "●" : "‖"
    return (
      "\(mark) live: \(live.phase)",
      theme.style(live.isOver ? .dim : live.isFollowing ? .good : .warn, .bold)
    )
  }

  /// The number of completed requests; in the colour of what is bad where some never will be.
  private static func completed(_ frame: Frame) -> Part {
    let (run, theme) = (frame.run, frame.theme)
    let total = frame.scenario.requests.count
    let done = frame.moment.completedRequests.count
    let word = frame.state.viewport.size.width >= 100 ? " requests" : ""
    let isAtEnd = run.isWhole && run.live == nil && run.eventCount == run.lastEventCount
    let text = "\(Format.count(done))/\(Format.count(total))\(word)"
    return isAtEnd && done < total
      ? ("✗ \(text)", theme.style(.bad, .bold)) : ("✓ \(text)", theme.style(.good))
  }
}
