import Engine
import History

// MARK: - Text fields in the last line

extension AppState {
  /// Opens a text field; one that can do nothing opens too, so that what is typed gives no commands.
  mutating func openPrompt(_ action: Action) -> Effect? {
    playback.isRunning = false
    var prompt: Prompt
    switch action {
    case .goTo: prompt = Prompt(.goTo)
    case .search: prompt = Prompt(.search)
    case .compare: prompt = Prompt(.compare)
    case .whatIf: prompt = Prompt(.whatIf)
    case .filter: prompt = Prompt(.filter, text: filterText)
    default: prompt = Prompt(.breakpoints, text: breakpoints.text)
    }
    prompt.complaint = refusal(of: prompt.purpose)
    mode = .typing(prompt)
    return prompt.complaint == nil ? measurePolicies(for: prompt.purpose) : nil
  }

  /// The reason why nothing can be entered into a kind of text field now; nil if something can.
  private func refusal(of purpose: Prompt.Purpose) -> String? {
    switch purpose {
    case .compare: branchRefusal(.compare)
    case .whatIf: branchRefusal(.whatIf)
    case .goTo, .search, .breakpoints, .filter: nil
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
    case .up, .down, .tab, .backtab:
      choose(key, in: &prompt)
      mode = .typing(prompt)
    default:
      prompt.edit(key)
      mode = .typing(prompt)
    }
    return nil
  }

  /// Completes the text, or brings an earlier one back; ↓ completes where there is nothing to go back to.
  private func choose(_ key: Key, in prompt: inout Prompt) {
    switch key {
    case .up where prompt.completion == nil: prompt.recall(typed[prompt.purpose], by: 1)
    case .down where prompt.recall != nil: prompt.recall(typed[prompt.purpose], by: -1)
    default:
      let isForward = key == .tab || key == .down
      prompt.complete(with: candidates(for: prompt).map(\.text), by: isForward ? 1 : -1)
    }
  }

  /// Does what an entered text says.
  private mutating func enter(_ prompt: Prompt) throws(PromptError) -> Effect? {
    let text = prompt.string.trimmed
    if let refusal = refusal(of: prompt.purpose) {
      guard !text.isEmpty else { return nil }
      throw PromptError(sentence: refusal)
    }
    let effect = try enter(text, prompt.purpose)
    typed.add(text, to: prompt.purpose)
    return effect
  }

  private mutating func enter(
    _ text: String, _ purpose: Prompt.Purpose
  ) throws(PromptError) -> Effect? {
    switch purpose {
    case .goTo: return text.isEmpty ? nil : try give(command: text)
    case .search: return try startSearch(for: text)
    case .breakpoints: try setBreakpoints(text)
    case .filter: try setFilter(text)
    case .compare: return try compare(with: text)
    case .whatIf: return text.isEmpty ? nil : try branch(text)
    }
    return nil
  }
}
