import Documents
import Foundation
import TUI
import Workload

extension TUICommand {
  /// Feeds the script to the screen and writes the last screen.
  func writeScreen(of interface: UserInterface) throws {
    let (width, height) = try dimensions()
    let format = try format()
    let screen: String
    do {
      screen = try interface.screen(
        after: script ?? "", width: width, height: height, format: format, settings: settings)
    } catch {
      throw CommandFailure.script(error.sentence)
    }
    guard let dump else { return try printOutput(screen) }
    try writeFile(dump) { (stream) throws(WriteFailure) in try stream.write(screen) }
  }

  /// The size of the scripted screen.
  func dimensions() throws(UsageError) -> (width: Int, height: Int) {
    let parts = (givenSize ?? "120x34").split(separator: "x", omittingEmptySubsequences: false)
    guard parts.count == 2, let width = Int(parts[0]), let height = Int(parts[1]) else {
      throw .screenSize(rule: nil)
    }
    for number in [width, height] {
      if let rule = Limit.screenCells.violation(of: number) { throw .screenSize(rule: rule) }
    }
    return (width, height)
  }

  /// The format of the dump, by the extension of its name.
  func format() throws(UsageError) -> ScreenFormat {
    guard let dump else { return .text }
    guard let format = ScreenFormat(rawValue: URL(filePath: dump).pathExtension.lowercased())
    else { throw .screenFormat }
    return format
  }
}
