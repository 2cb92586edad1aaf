/// A command that a key can give; the raw value is its name in the configuration file.
enum Action: String, CaseIterable, Hashable, Sendable {
  case stepForward = "step-forward"
  case stepBack = "step-back"
  case runOrPause = "run-or-pause"
  case slower
  case faster
  case halfSpeed = "half-speed"
  case doubleSpeed = "double-speed"
  case realTime = "real-time"

  case nextSwitch = "next-switch"
  case previousSwitch = "previous-switch"
  case nextCompletion = "next-completion"
  case previousCompletion = "previous-completion"
  case nextIdle = "next-idle"
  case previousIdle = "previous-idle"
  case firstEvent = "first-event"
  case lastEvent = "last-event"
  case goTo = "go-to"
  case breakpoints
  case runToBreakpoint = "run-to-breakpoint"
  case runBackToBreakpoint = "run-back-to-breakpoint"
  case nextDifference = "next-difference"
  case previousDifference = "previous-difference"
  case search
  case nextMatch = "next-match"
  case previousMatch = "previous-match"
  case mostSwitching = "most-switching"
  case jumpBack = "jump-back"
  case jumpForward = "jump-forward"
  case places

  case panLeft = "pan-left"
  case panRight = "pan-right"
  case zoomIn = "zoom-in"
  case zoomOut = "zoom-out"
  case fitAll = "fit-all"
  case follow
  case tracks
  case preview

  case nextPane = "next-pane"
  case previousPane = "previous-pane"
  case up
  case down
  case pageUp = "page-up"
  case pageDown = "page-down"
  case inspect
  case close
  case warnings
  case models
  case maximise
  case shrink = "shrink-pane"
  case grow = "grow-pane"
  case filter
  case order
  case copyLine = "copy-line"
  case copyPane = "copy-pane"

  case compare
  case whatIf = "what-if"
  case nextTab = "next-run"
  case closeTab = "close-run"

  case wallClock = "wall-clock"
  case theme
  case mouse
  case picture
  case redraw
  case help
  case suspend
  case quit
}

extension Action {
  /// Whether the action moves the cursor in time.
  var isMove: Bool {
    switch self {
    case .stepForward, .stepBack, .nextSwitch, .previousSwitch, .nextCompletion,
      .previousCompletion, .nextIdle, .previousIdle, .firstEvent, .lastEvent, .runToBreakpoint,
      .runBackToBreakpoint, .nextMatch, .previousMatch, .nextDifference, .previousDifference,
      .mostSwitching, .jumpBack, .jumpForward:
      true
    default: false
    }
  }

  /// Whether the action leaves a place that the jump list keeps: all moves but steps and walks along it.
  var isJump: Bool {
    switch self {
    case .stepForward, .stepBack, .jumpBack, .jumpForward: false
    // What is found by a search keeps the place when it is found.
    case .nextMatch, .previousMatch, .runToBreakpoint, .runBackToBreakpoint: false
    default: isMove
    }
  }
}

extension Action {
  /// Whether the help stays open: the action scrolls it, or has nothing to show beneath it.
  var leavesHelpOpen: Bool {
    switch self {
    case .up, .down, .pageUp, .pageDown, .close, .help, .inspect, .theme, .mouse, .picture,
      .redraw, .suspend, .quit:
      true
    default: false
    }
  }
}
