import Documents
import Foundation
import History
import TUI

extension TUICommand {
  /// Answers keys from standard input by lines of text, until a key quits or the input ends.
  ///
  /// - Returns: The run; nil for that of a log.
  func talk(_ interface: UserInterface) throws -> History? {
    var (screen, run): (PlainScreen, History?)
    do { (screen, run) = try interface.plain(ascii: ascii) } catch let error as DisplayFailure {
      throw CommandFailure.start(error.sentence)
    }
    try printLines(screen.greeting)
    while !screen.isOver, let line = readLine() { try printLines(screen.press(line: line)) }
    return run
  }

  private func printLines(_ lines: [String]) throws {
    guard !lines.isEmpty else { return }
    try printOutput(lines.joined(separator: "\n") + "\n")
  }
}
