/// A reason why the screen cannot be opened.
enum TerminalError: Error, Equatable, CustomStringConvertible {
  case inputIsNotATerminal
  case outputIsNotATerminal
  /// The value of `TERM`.
  case unknownTerminal(String)
  case cannotMoveCursor(String)
  case alreadyOpen
  case refused

  var description: String {
    switch self {
    case .inputIsNotATerminal:
      "standard input is not a terminal, so there is nowhere to read keys from"
    case .outputIsNotATerminal:
      "standard output is not a terminal, so there is nowhere to draw"
    case .unknownTerminal(""):
      "TERM is not set; try TERM=xterm-256color"
    case .unknownTerminal(let name):
      "unknown terminal \"\(name)\"; try TERM=xterm-256color"
    case .cannotMoveCursor(let name):
      "a \"\(name)\" terminal cannot move its cursor, so nothing can be drawn on it"
    case .alreadyOpen:
      "the screen is already open"
    case .refused:
      "the terminal could not be set up"
    }
  }
}
