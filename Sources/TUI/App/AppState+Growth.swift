import History

// MARK: - A run that is being simulated

extension AppState {
  /// Calls a closure with the runs as far as they are known.
  ///
  /// The history of a run that grows is lent for that time, and never copied: a copy would have the next
  /// growth copy all of it. So the closure may not keep the state.
  mutating func withKnownRuns<Result: Sendable>(_ body: (inout AppState) -> Result) -> Result {
    guard let growth, let index = index(ofRun: 0) else { return body(&self) }
    return growth.withHistory { history in
      change(run: index) { $0.exchangeHistory(with: &history) }
      noteGrowth(ofRun: index)
      let result = body(&self)
      // What the closure was told may have been that the run is whole: then there is nothing to return.
      if self.growth != nil { change(run: index) { $0.exchangeHistory(with: &history) } }
      return result
    }
  }

  /// Takes note of the events that were added.
  mutating func noteGrowth(ofRun index: Int) {
    let count = runs[index].lastEventCount
    guard count != grownEventCount else { return }
    change(run: index) {
      $0.nextStop = nil
      if $0.eventCount == 0 { $0.seek(toEvent: 0) }
    }
    if grownEventCount == 0, viewport.panStart == nil { viewport.zoom = openingZoom }
    grownEventCount = count
  }
}
