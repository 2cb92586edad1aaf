/// What a key can ask for; the raw value is its name in the user's configuration.
enum Action: String, CaseIterable, Hashable, Sendable {
  case stepForward = "step-forward"
  case stepBack = "step-back"
  case runOrPause = "run-or-pause"
  case slower, faster
  case realTime = "real-time"
  case nextSwitch = "next-switch"
  case previousSwitch = "previous-switch"
  case nextCompletion = "next-completion"
  case previousCompletion = "previous-completion"
  case firstEvent = "first-event"
  case lastEvent = "last-event"
  case panLeft = "pan-left"
  case panRight = "pan-right"
  case zoomIn = "zoom-in"
  case zoomOut = "zoom-out"
  case fitAll = "fit-all"
  case follow
  case lanesUp = "lanes-up"
  case lanesDown = "lanes-down"
  case help, close, redraw, suspend, quit
}

/// What the state asks of whoever runs it.
enum Effect: Hashable, Sendable {
  case quit, suspend, redraw
}
