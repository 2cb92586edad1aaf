import Engine
import History

// MARK: - The times in sight

extension AppState {
  /// The times that the lanes show.
  ///
  /// While following, a function of the time alone: going forward and back shows the same again. The
  /// axis then moves on by pages, not with each step: the eye finds again what it saw, and most
  /// steps change a few cells.
  var axis: TimeAxis {
    let width = max(layout.axisWidth, 1)
    let origin = run.origin
    let whole = max(run.endTime - origin, 0.001)
    guard let secondsPerCell = viewport.zoom.secondsPerCell else {
      return TimeAxis(start: origin, secondsPerCell: whole / Double(width), width: width)
    }
    let ahead = ((run.time - origin) / secondsPerCell).rounded(.down) - Double(width - width / 8)
    let page = Double(max(width / 2, 1))
    let following = max(0, (ahead / page).rounded(.up)) * page
    let start = viewport.panStart ?? origin + following * secondsPerCell
    return TimeAxis(start: start, secondsPerCell: secondsPerCell, width: width)
  }

  mutating func look(_ action: Action, times: Int) {
    switch action {
    case .panLeft: pan(by: -times)
    case .panRight: pan(by: times)
    case .zoomIn: changeZoom(by: -times)
    case .zoomOut: changeZoom(by: times)
    case .fitAll: fitAll()
    default:
      viewport.panStart = nil
      if run.live != nil {
        run.live?.isFollowing = true
        run.seek(toTime: run.endTime)
      }
    }
  }

  mutating func fitAll() { (viewport.zoom, viewport.panStart) = (.fit, nil) }

  private mutating func pan(by steps: Int) {
    guard viewport.zoom != .fit else {
      return message = remark("the whole run is already visible", .zoomIn, "zooms in")
    }
    let axis = axis
    let step = axis.secondsPerCell * Double(max(axis.width / 8, 1))
    viewport.panStart = clamped(start: axis.start + Double(steps) * step)
  }

  private func clamped(start: Double) -> Double {
    min(max(start, run.origin), max(run.origin, run.endTime - axis.secondsPerCell))
  }

  /// Changes the time that a cell shows; what is at the fixed time stays in place.
  ///
  /// Without one, that is the cursor; or the middle, if the cursor is out of sight.
  mutating func changeZoom(by steps: Int, about fixedTime: Double? = nil) {
    let old = axis
    let whole = run.endTime - run.origin
    switch viewport.zoom {
    case .step(let step):
      // Beyond the whole run there is nothing to see.
      guard steps <= 0 || old.secondsPerCell * Double(old.width) < whole else {
        fitAll()
        return message = "the whole run is already visible"
      }
      let bounds = Zoom.steps
      viewport.zoom = .step(min(max(step + steps, bounds.lowerBound), bounds.upperBound))
      if let cell = viewport.zoom.secondsPerCell, steps > 0, cell * Double(old.width) >= whole {
        return fitAll()
      }
    case .fit:
      guard steps < 0 else { return message = "the whole run is already visible" }
      let whole = old.secondsPerCell * Double(old.width)
      guard case .step(let step) = Zoom(fitting: whole, in: old.width) else { return }
      viewport.zoom = .step(max(step + steps, Zoom.steps.lowerBound))
    }
    guard let secondsPerCell = viewport.zoom.secondsPerCell,
      viewport.panStart != nil || fixedTime != nil
    else { return }
    let isNowVisible = run.time >= old.start && run.time < old.end
    let fixed = fixedTime ?? (isNowVisible ? run.time : (old.start + old.end) / 2)
    let cells = (fixed - old.start) / old.secondsPerCell
    viewport.panStart = max(run.origin, fixed - cells * secondsPerCell)
  }
}

// MARK: - The first view

extension AppState {
  /// A zoom at which a usual bar is wide enough to read, but no finer than the whole run needs.
  var openingZoom: Zoom {
    let bars = usualBars.sorted()
    let usual = bars.isEmpty ? 0 : bars[bars.count / 2]
    let width = layout.axisWidth
    let screens = usual * Double(width) / Double(Self.readableCells)
    // A run that is still growing has no length yet.
    let whole = run.isWhole && !run.history.trace.events.isEmpty ? run.endTime - run.time : screens
    return Zoom(fitting: screens > 0 ? min(whole, screens) : whole, in: width)
  }

  /// The lengths, real or expected, of some hundreds of bars, evenly spread, in seconds.
  private var usualBars: [Double] {
    let history = run.history
    let executions = history.trace.executions
    guard executions.isEmpty else {
      return stride(from: 0, to: executions.count, by: max(1, executions.count / 512)).map {
        executions[$0].switchTime + executions[$0].executionTime
      }
    }
    let scenario = history.scenario
    return scenario.requests.indices.prefix(128).flatMap { request in
      scenario.workflow(of: request).nodes.indices.map { node in
        let node = RequestNode(request: request, node: node)
        return scenario.estimate(of: node, rules: history.options.rules).seconds
      }
    }
  }

  /// The cells that a bar takes to carry a request's name.
  private static let readableCells = 14
}

extension Run {
  /// The time at which the axis begins, in seconds: 0, or the first event if that is earlier.
  var origin: Double { min(0, history.trace.events.first?.time ?? 0) }
}

extension AppState {
  /// A remark followed by the key that helps, if the action has one.
  func remark(_ text: String, _ action: Action, _ effect: String) -> String {
    keymap.label(of: action).map { "\(text); \($0) \(effect)" } ?? text
  }
}
