/// What a key can ask for.
enum Action: Hashable, Sendable {
  case stepForward, stepBack
  case runOrPause, slower, faster, realTime
  case nextSwitch, previousSwitch
  case nextCompletion, previousCompletion
  case firstEvent, lastEvent
  case panLeft, panRight, zoomIn, zoomOut, fitAll, follow
  case lanesUp, lanesDown
  case help, close, redraw, suspend, quit
}

/// What the state asks of whoever runs it.
enum Effect: Hashable, Sendable {
  case quit, suspend, redraw
}
