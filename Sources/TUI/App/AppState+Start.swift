import Documents

// MARK: - The start state

extension AppState {
  /// Does what is to be done before the screen is the user's, up to the first thing that takes time.
  ///
  /// - Returns: That thing; nil if nothing more can be done now.
  mutating func takeStartCommands() -> Effect? {
    while let next = startCommands.first, run.isWhole || run.live != nil,
      !work.contains(where: { $0.isCancellable && $0.isAwaited })
    {
      var effect: Effect?
      switch next.step {
      case .command(let text):
        startCommands.removeFirst()
        effect = give(startCommand: text, of: next.origin)
      case .keys(let keys):
        guard let key = keys.first else {
          startCommands.removeFirst()
          continue
        }
        startCommands[0] = StartCommand(step: .keys(Array(keys.dropFirst())), origin: next.origin)
        effect = handle(key)
      }
      if let effect { return effect }
    }
    return nil
  }

  private mutating func give(startCommand text: String, of origin: String) -> Effect? {
    do throws(PromptError) {
      let effect = try give(command: text)
      // Nobody has jumped yet.
      run.jumps = JumpList()
      return effect
    } catch {
      let sentence = "\(origin): \(error.sentence)"
      startFaults.append(sentence)
      warn([sentence])
      return nil
    }
  }

  /// Does all that is to be done before the screen is the user's, and waits for it.
  mutating func finishStart() {
    while let effect = takeStartCommands() ?? takeUpkeep() { finish(effect) }
  }
}
