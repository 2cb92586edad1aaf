/// Keys pressed without a terminal.
extension AppState {
  /// Presses keys one after the other; work is done to its end before the next key.
  ///
  /// - Returns: Whether a key has quit; the rest of the keys is not pressed then.
  @discardableResult
  mutating func press(_ keys: [Key]) -> Bool {
    var measuring: Work?
    for key in keys {
      let effect = handle(key)
      switch effect {
      case .quit: return true
      // Only what is looked at in the end is worth the wait.
      case .start(let work) where !isAwaited(work): measuring = work
      case let effect?: finish(effect)
      case nil: break
      }
      while let upkeep = takeUpkeep() { finish(upkeep) }
      if let work = measuring, !self.work.contains(where: { $0.id == work.id }) {
        measuring = nil
      }
    }
    if let measuring { finish(measuring) }
    return false
  }

  private func isAwaited(_ work: Work) -> Bool {
    self.work.contains { $0.id == work.id && $0.isAwaited }
  }

  /// Does what the state asks for, as far as that needs no terminal.
  mutating func finish(_ effect: Effect) {
    switch effect {
    case .start(let work): finish(work)
    case .save(let text, let path): message = SessionFile.save(text, to: path)
    case .quit, .suspend, .redraw, .setMouse, .savePicture, .copy, .cancel: break
    }
  }

  private mutating func finish(_ work: Work) {
    var reports: [Report] = []
    work.run({ reports.append($0) }, isCancelled: { false })
    for report in reports { receive(report) }
  }
}
