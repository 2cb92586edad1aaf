import Documents
public import History

/// The interface without a screen: keys come in lines of text, and each is answered by lines of text.
///
/// For screen readers, terminals that cannot move their cursor, and logs of a session.
public struct PlainScreen: Sendable {
  private var state: AppState
  private let usesASCII: Bool
  private var answers: [String] = []
  /// Whether a key has quit.
  public private(set) var isOver = false

  init(_ state: AppState) {
    self.state = state
    usesASCII = state.usesASCII
  }

  /// The lines before the first key.
  public var greeting: [String] {
    let help = state.keymap.label(of: .help).map { "\($0) lists the keys" }
    let quit = state.keymap.label(of: .quit).map { "\($0) quits" }
    let title = ([state.title] + [help, quit].compactMap { $0 }).joined(separator: "; ")
    return shown([title, PlainAnswer.status(state)] + [state.message].compactMap { $0 })
  }

  /// Presses the keys of a line, written as in a key script; an empty line is Enter.
  ///
  /// While a text is asked for, the line is that text.
  ///
  /// - Returns: The answers to the keys, line by line.
  public mutating func press(line: String) -> [String] {
    var answers: [String] = []
    for key in keys(of: line, &answers) {
      var next = state
      isOver = next.press([key])
      if next.playback.isRunning {
        next.playback.isRunning = false
        next.message = "time stands still here; steps and jumps move it"
      }
      answers += isOver ? [] : PlainAnswer.lines(from: state, to: next)
      state = next
      guard !isOver else { break }
    }
    return shown(answers)
  }

  private func keys(of line: String, _ answers: inout [String]) -> [Key] {
    if case .typing = state.mode { return line.unicodeScalars.map(Key.character) + [.enter] }
    guard !line.isEmpty else { return [.enter] }
    do { return try KeyScript.parse(line) } catch {
      answers.append("\(error)")
      return []
    }
  }

  /// The lines as they can be written to a terminal: nothing in them moves its cursor.
  private func shown(_ lines: [String]) -> [String] {
    lines.map { line in
      let text = visible(line)
      guard usesASCII else { return text }
      return String(
        String.UnicodeScalarView(
          text.unicodeScalars.filter { displayWidth(of: $0) > 0 }.map(asciiGlyph)))
    }
  }
}

extension UserInterface {
  /// The interface as lines of text.
  ///
  /// - Returns: The interface before the first key, and the run; no run for a log.
  /// - Throws: `DisplayFailure`, or the reason why the run could not be opened.
  public func plain(ascii: Bool) throws -> (screen: PlainScreen, run: History?) {
    var (state, run) = try scriptedState(width: 120, height: 40)
    state.usesASCII = ascii
    return (PlainScreen(state), run)
  }
}
