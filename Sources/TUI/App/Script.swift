/// Keys pressed without a terminal.
extension AppState {
  /// Presses keys one after the other; work is done to its end before the next key.
  ///
  /// - Returns: Whether a key has quit; the rest of the keys is not pressed then.
  @discardableResult
  mutating func press(_ keys: [Key]) -> Bool {
    for key in keys {
      switch handle(key) {
      case .quit: return true
      case .start(let work): finish(work)
      case .suspend, .redraw, .setMouse, .savePicture, .cancel, nil: break
      }
    }
    return false
  }

  private mutating func finish(_ work: Work) {
    var reports: [Report] = []
    work.run({ reports.append($0) }, isCancelled: { false })
    for report in reports { receive(report) }
  }
}
