import Documents
import Foundation

/// A picture of the screen as a file in the current folder.
enum Picture {
  /// Writes the screen as SVG under a name that no file has yet; returns a message about it.
  static func save(_ state: AppState) -> String {
    let canvas = Screen.draw(state)
    let theme = state.theme
    let picture = canvas.svg(
      title: "gswarm-sim: \(state.title)", ink: theme.text, paper: theme.background)
    for number in 0..<1000 {
      let suffix = number == 0 ? "" : "-\(number + 1)"
      let name = "gswarm-sim-event-\(state.run.eventCount)\(suffix).svg"
      guard !FileManager.default.fileExists(atPath: name) else { continue }
      do {
        try WholeFiles.write(toPath: name) { (stream) throws(WriteFailure) in
          try stream.write(picture)
        }
        return "saved \(name)"
      } catch {
        return error.sentence
      }
    }
    return "cannot save: there are a thousand pictures of this event here already"
  }
}
