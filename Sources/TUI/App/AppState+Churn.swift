import Engine
import History

// MARK: - The minute with the most switching

extension AppState {
  private static let peakLength = 60.0
  /// The number of switches up to which the minute is found before the next frame.
  private static let switchesAtOnce = 20_000

  mutating func goToMostSwitching() -> Effect? {
    playback.isRunning = false
    let history = run.history
    // A history that is lent cannot be looked at any longer.
    guard history.switchCount > Self.switchesAtOnce, growth == nil else {
      arrive(at: history.switchingPeak(lasting: Self.peakLength), inRun: run.id)
      return nil
    }
    let name = "looking for the minute"
    guard !work.contains(where: { $0.name == name }) else { return nil }
    message = remark(name, .close, "cancels")
    return start(name) { [id = run.id] in
      .mostSwitching(history, seconds: Self.peakLength, run: id)
    }
  }

  /// Goes to the end of a span, with all of it in sight.
  mutating func arrive(at peak: SwitchingPeak?, inRun id: Int) {
    guard index(ofRun: id) == runIndex else { return }
    guard let peak else { return message = "no model is switched in this run" }
    run.live?.isFollowing = false
    jump(by: .mostSwitching) { $0.run.seek(toTime: peak.end) }
    let length = max(peak.end - peak.start, 0.001)
    let cells = length / max(axis.secondsPerCell, .leastNormalMagnitude)
    if cells > Double(axis.width) * 0.8 || cells < Double(axis.width) * 0.3 {
      viewport.zoom = Zoom(fitting: length / 0.8, in: axis.width)
    }
    viewport.panStart = nil
    let share = Format.percent(peak.share(ofGPUs: run.history.options.gpuCount))
    message =
      "\(Format.clock(peak.start, decimals: 0)) to \(Format.clock(peak.end, decimals: 0)): "
      + "\(Format.count(peak.switchCount, "switch", "switches")), \(share) of GPU time; "
      + "no minute has more"
  }
}
