import Engine
import History

// MARK: - Text fields in the last line

extension AppState {
  mutating func openPrompt(_ action: Action) {
    if action == .compare || action == .whatIf, let refusal = branchRefusal(action) {
      return message = refusal
    }
    playback.isRunning = false
    switch action {
    case .goTo: mode = .typing(Prompt(.goTo))
    case .search: mode = .typing(Prompt(.search))
    case .compare: mode = .typing(Prompt(.compare))
    case .whatIf: mode = .typing(Prompt(.whatIf))
    default: mode = .typing(Prompt(.breakpoints, text: breakpoints.text))
    }
  }

  /// Gives a key to the open text field.
  mutating func type(_ key: Key, into prompt: Prompt) -> Effect? {
    var prompt = prompt
    switch key {
    case .escape, .control("c"): mode = .browsing
    case .control("z"): return .suspend
    case .control("l"): return .redraw
    case .enter:
      mode = .browsing
      do { return try enter(prompt) } catch {
        prompt.complaint = error.sentence
        mode = .typing(prompt)
      }
    case .backspace where prompt.string.isEmpty: mode = .browsing
    default:
      prompt.edit(key)
      mode = .typing(prompt)
    }
    return nil
  }

  /// Does what an entered text says.
  private mutating func enter(_ prompt: Prompt) throws(PromptError) -> Effect? {
    let text = prompt.string.trimmed
    switch prompt.purpose {
    case .goTo:
      guard !text.isEmpty else { return nil }
      try go(to: JumpTarget(text, scenario: run.history.scenario))
    case .search: return try startSearch(for: text)
    case .breakpoints: try setBreakpoints(text)
    case .compare: return try compare(with: text)
    case .whatIf: return text.isEmpty ? nil : try branch(text)
    }
    return nil
  }
}
