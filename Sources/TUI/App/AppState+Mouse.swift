import Engine
import History

/// A part of the drawn screen that the mouse can point at.
enum ScreenTarget: Hashable, Sendable {
  /// The ruler, at a time in seconds.
  case ruler(time: Double)
  /// A lane: its label, or its axis at a time.
  case lane(gpu: Int, time: Double?)
  /// The pane of the lanes beside them; on the axis, at a time.
  case lanes(time: Double?)
  /// A line of a pane by the choice that it stands for; a link of the inspector.
  case line(PaneID, Int)
  /// A pane where it has no lines.
  case pane(PaneID)

  var pane: PaneID {
    switch self {
    case .ruler, .lane, .lanes: .gpus
    case .line(let pane, _), .pane(let pane): pane
    }
  }

  /// The time of the axis, if it is on that.
  var time: Double? {
    switch self {
    case .ruler(let time): time
    case .lane(_, let time), .lanes(let time): time
    case .line, .pane: nil
    }
  }
}

// MARK: - The mouse

extension AppState {
  /// Reacts to the mouse: the wheel scrolls, over the lanes it zooms; a click chooses, and inspects what
  /// is chosen already.
  mutating func handle(_ mouse: Mouse, on target: ScreenTarget?) -> Effect? {
    (message, count) = (nil, nil)
    switch mode {
    case .typing: return nil
    // Anything but the answer takes the question back.
    case .asking: mode = .browsing
    case .browsing, .helping: break
    }
    guard let target else { return nil }
    switch mouse.action {
    case .wheelUp: scroll(target, by: -1, mouse)
    case .wheelDown: scroll(target, by: 1, mouse)
    case .press(.left): click(target)
    case .press, .release: break
    }
    return nil
  }

  private static let wheelLines = 3

  private mutating func scroll(_ target: ScreenTarget, by direction: Int, _ mouse: Mouse) {
    let action = direction < 0 ? Action.up : .down
    if case .helping = mode { return choose(action, times: Self.wheelLines) }
    if let time = target.time, !mouse.shift { return changeZoom(by: direction, about: time) }
    focus(on: target.pane)
    choose(action, times: Self.wheelLines)
  }

  private mutating func click(_ target: ScreenTarget) {
    if case .helping = mode { return mode = .browsing }
    let wasFocused = focus == target.pane
    focus(on: target.pane)
    switch target {
    case .ruler(let time):
      run.live?.isFollowing = false
      jump(by: .goTo) { $0.run.seek(toTime: min(max(time, $0.run.origin), $0.run.endTime)) }
    case .lane(let gpu, let time): clickLane(gpu, at: time)
    case .line(let pane, let choice): clickLine(choice, of: pane, wasFocused: wasFocused)
    case .lanes, .pane: break
    }
  }

  private mutating func clickLine(_ choice: Int, of pane: PaneID, wasFocused: Bool) {
    let before = run.choices
    switch pane {
    case .switches: run.choices.switch = choice
    case .queue: run.choices.queueEntry = choice
    case .events: run.choices.event = choice
    case .inspector:
      let wasChosen = run.inspector?.page.link == choice
      run.inspector?.page.link = choice
      if wasChosen { choose(.inspect, times: 1) }
      return
    case .gpus, .latency: return
    }
    if wasFocused, run.choices == before { choose(.inspect, times: 1) }
  }

  /// Chooses a lane; one that is chosen already opens what runs there.
  private mutating func clickLane(_ gpu: Int, at time: Double?) {
    let wasChosen = run.choices.gpu == gpu
    run.choices.gpu = gpu
    guard wasChosen else { return }
    let found = time.flatMap { time in
      run.moment.executions(on: gpu, from: time, to: time + axis.secondsPerCell).last
    }
    open(found.map { .dispatch(Int($0)) } ?? .gpu(gpu))
  }
}
