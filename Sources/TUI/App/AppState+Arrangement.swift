import Engine
import History

// MARK: - The parts of the screen and their sizes

extension AppState {
  mutating func arrange(_ action: Action, times: Int) {
    switch action {
    case .tracks: toggleTracks()
    case .preview: togglePreview()
    case .maximise:
      isMaximised.toggle()
      showChosenGPU()
    default: resize(by: action == .grow ? times : -times)
    }
  }

  private mutating func toggleTracks() {
    showsTracks.toggle()
    showChosenGPU()
    guard showsTracks, !layout[.gpus].isEmpty, !layout.lanes.hasTracks else { return }
    message = remark(
      "there is no room for the tracks", .maximise, "gives the pane the whole screen")
  }

  private mutating func togglePreview() {
    guard run.isWhole, run.live == nil else {
      return message = "what is to come is not known yet"
    }
    previewChoice = !showsPreview
    message =
      showsPreview
      ? "what is to come shows dimly" : "what is to come stays hidden"
  }

  private mutating func resize(by steps: Int) {
    guard !isMaximised else {
      return message = remark("the pane has the whole screen", .maximise, "takes that back")
    }
    let before = layout.panes
    paneSizes.change(focus, by: steps, in: layout)
    // What the screen has no room for is not remembered.
    paneSizes = layout.sizes
    showChosenGPU()
    if layout.panes == before { message = "there is no room for that" }
  }
}

extension Moment {
  /// Whether no node has waited lately, so that the queue needs no room.
  ///
  /// Not after the last event alone: the panes would jump at every other step.
  var isQueueQuiet: Bool {
    let events = history.trace.events[max(0, eventCount - 16)..<eventCount]
    return queueLength == 0
      && (eventCount == history.trace.events.count
        || events.allSatisfy { $0.readiedAfter == $0.executionsAfter })
  }
}
