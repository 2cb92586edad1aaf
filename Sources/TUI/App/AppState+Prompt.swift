import Engine
import History

// MARK: - Text fields in the last line

extension AppState {
  mutating func openPrompt(_ action: Action) {
    playback.isRunning = false
    switch action {
    case .goTo: prompt = Prompt(.goTo)
    case .search: prompt = Prompt(.search)
    default: prompt = Prompt(.breakpoints, text: breakpoints.text)
    }
  }

  /// Gives a key to the open text field.
  mutating func type(_ key: Key) -> Effect? {
    switch key {
    case .escape, .control("c"): prompt = nil
    case .control("z"): return .suspend
    case .control("l"): return .redraw
    case .enter:
      guard let entered = prompt else { return nil }
      if let complaint = enter(entered) {
        prompt?.complaint = complaint
      } else {
        prompt = nil
      }
    case .backspace where prompt?.string.isEmpty == true: prompt = nil
    default: prompt?.edit(key)
    }
    return nil
  }

  /// Does what an entered text says; returns what is wrong with it.
  private mutating func enter(_ prompt: Prompt) -> String? {
    let text = prompt.string.trimmed
    switch prompt.purpose {
    case .goTo:
      guard !text.isEmpty else { return nil }
      guard let place = Place(text, scenario: history.scenario) else {
        return "no such place; for example \(Place.examples)"
      }
      return go(to: place)
    case .search: return startSearch(for: text)
    case .breakpoints: return setBreakpoints(text)
    case .compare: return text.isEmpty ? nil : compare(with: text)
    case .whatIf: return text.isEmpty ? nil : branch(text)
    }
  }
}
