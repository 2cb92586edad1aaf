import Documents
import Foundation
import TUI
import Workload

extension ExportCommand {
  /// Plays the script on a screen without a terminal, and writes what it shows.
  func writeRecording() throws {
    let appearance = try Appearance(theme: theme, isScripted: true)
    let (width, height) = try recording.dimensions()
    let interface: UserInterface
    if let log {
      interface = UserInterface(
        .log(try scenario.history(ofLog: log)), title: URL(filePath: log).lastPathComponent,
        themes: appearance.themes)
    } else {
      let scenario = scenario
      interface = UserInterface(
        .opening(
          Opening {
            let loaded = try scenario.load(defaultGPUCount: TUICommand.defaultGPUCount)
            return Opening.Loaded(
              scenario: loaded.scenario,
              options: scenario.options(
                gpuCount: loaded.gpuCount ?? TUICommand.defaultGPUCount))
          }), title: try scenario.inputs.files().title, themes: appearance.themes)
    }
    // A wrong script is found before anything is written.
    var text = ""
    do {
      try interface.record(
        recording.script ?? "", width: width, height: height, pace: recording.pace,
        markers: recording.marker
      ) { text += $0 }
    } catch let error as DisplayFailure {
      throw CommandFailure.script(error.sentence)
    }
    try writeOutput { (stream) throws(WriteFailure) in try stream.write(text) }
  }
}
