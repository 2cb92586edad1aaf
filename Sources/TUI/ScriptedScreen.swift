import Engine
public import History

/// The interface without a terminal: it takes keys and draws, as often as one likes.
public struct ScriptedScreen: Sendable {
  private var state: AppState

  /// Opens the interface before the first event of a run.
  ///
  /// - Parameters:
  ///   - history: the run.
  ///   - title: the title in the header.
  ///   - width: the columns of the screen.
  ///   - height: the rows of the screen.
  ///   - theme: the colours.
  public init(
    _ history: History, title: String, width: Int, height: Int, theme: Theme = .builtIn
  ) {
    state = AppState(
      run: Run(source: .simulation, history: history), title: title,
      size: Size(width, height), themes: [theme])
  }

  /// Presses keys, written as typed, special ones by name: `10.<Right>?`.
  ///
  /// - Throws: what is wrong with the script; no key is pressed then.
  public mutating func press(_ script: String) throws(DisplayFailure) {
    do { state.press(try KeyScript.parse(script)) } catch {
      throw DisplayFailure(sentence: "\(error)")
    }
  }

  /// Draws the screen, whole.
  ///
  /// - Returns: the number of its cells that are not blank.
  public func draw() -> Int {
    let canvas = Screen.draw(state)
    return (0..<canvas.size.height).reduce(0) { sum, y in
      sum + canvas.row(y).count { $0.scalar != " " }
    }
  }
}
