import Engine
import History

// MARK: - Looking around

extension AppState {
  mutating func look(_ action: Action, times: Int) {
    switch action {
    case .panLeft: pan(by: -times)
    case .panRight: pan(by: times)
    case .zoomIn: changeZoom(by: -times)
    case .zoomOut: changeZoom(by: times)
    case .fitAll: (zoom, panStart) = (.fit, nil)
    default:
      panStart = nil
      if live != nil {
        live?.isFollowing = true
        seek(toTime: endTime)
      }
    }
  }

  private mutating func pan(by steps: Int) {
    guard zoom != .fit else {
      message = "all is in sight\(keymap.label(of: .zoomIn).map { "; \($0) zooms in" } ?? "")"
      return
    }
    let axis = axis
    let step = axis.secondsPerCell * Double(max(axis.width / 8, 1))
    panStart = clamped(start: axis.start + Double(steps) * step)
  }

  private func clamped(start: Double) -> Double {
    let origin = min(0, history.trace.events.first?.time ?? 0)
    return min(max(start, origin), max(origin, endTime - axis.secondsPerCell))
  }

  /// Changes the time that a cell shows; what is at the fixed time stays in place.
  ///
  /// Without one, that is the cursor; or the middle, if the cursor is out of sight.
  mutating func changeZoom(by steps: Int, about fixedTime: Double? = nil) {
    let old = axis
    switch zoom {
    case .step(let step):
      zoom = .step(min(max(step + steps, Zoom.steps.lowerBound), Zoom.steps.upperBound))
    case .fit:
      guard steps < 0 else {
        message = "all is in sight"
        return
      }
      let whole = old.secondsPerCell * Double(old.width)
      guard case .step(let step) = Zoom(fitting: whole, in: old.width) else { return }
      zoom = .step(max(step + steps, Zoom.steps.lowerBound))
    }
    guard let secondsPerCell = zoom.secondsPerCell, panStart != nil || fixedTime != nil else {
      return
    }
    let isNowVisible = time >= old.start && time < old.end
    let fixed = fixedTime ?? (isNowVisible ? time : (old.start + old.end) / 2)
    let cells = (fixed - old.start) / old.secondsPerCell
    panStart = max(min(0, history.moment(after: 0).time), fixed - cells * secondsPerCell)
  }
}
