import Documents
import Foundation
import History
import TUI
import Workload

extension TUICommand {
  /// Feeds the script to the screen and writes the last screen.
  ///
  /// - Returns: The run; nil for that of a log.
  func writeScreen(of interface: UserInterface) throws -> History? {
    let (width, height) = try dimensions()
    let format = try format()
    let (screen, run): (String, History?)
    do {
      (screen, run) = try interface.screen(
        after: script ?? "", width: width, height: height, format: format, settings: settings)
    } catch let error as DisplayFailure {
      throw CommandFailure.script(error.sentence)
    }
    if let dump {
      try writeFile(dump) { (stream) throws(WriteFailure) in try stream.write(screen) }
    } else {
      try printOutput(screen)
    }
    return run
  }

  /// The size of the scripted screen.
  func dimensions() throws(UsageError) -> (width: Int, height: Int) { try screenSize(givenSize) }

  /// The format of the dump, by the extension of its name.
  func format() throws(UsageError) -> ScreenFormat {
    guard let dump else { return .text }
    guard let format = ScreenFormat(rawValue: URL(filePath: dump).pathExtension.lowercased())
    else { throw .screenFormat }
    return format
  }
}

/// Parses the size of a screen, such as `120x34`.
func screenSize(_ text: String?) throws(UsageError) -> (width: Int, height: Int) {
  let parts = (text ?? "120x34").split(separator: "x", omittingEmptySubsequences: false)
  guard parts.count == 2, let width = Int(parts[0]), let height = Int(parts[1]) else {
    throw .screenSize(rule: nil)
  }
  for number in [width, height] {
    if let rule = Limit.screenCells.violation(of: number) { throw .screenSize(rule: rule) }
  }
  return (width, height)
}
