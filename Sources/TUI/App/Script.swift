/// Keys pressed without a terminal.
extension AppState {
  /// Presses keys one after the other; work is done to its end before the next key.
  ///
  /// - Returns: Whether a key has quit; the rest of the keys is not pressed then.
  @discardableResult
  mutating func press(_ keys: [Key]) -> Bool {
    for key in keys {
      let effect = handle(key)
      if case .quit? = effect { return true }
      if let effect { finish(effect) }
      while let upkeep = takeUpkeep() { finish(upkeep) }
    }
    return false
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
