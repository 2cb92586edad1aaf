import ArgumentParser
import Documents
import TUI

/// The options of `tui` about the state in which the screen begins.
struct StartOptions: ParsableArguments {
  @Option(
    parsing: .unconditional,
    help: ArgumentHelp(
      "Begin at this time, as typed after a colon: 120, 02:00, #1284 (event), 50%.",
      valueName: "time"),
    transform: Self.text)
  var at: String?

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp("Show so many seconds, or all.", valueName: "seconds"),
    transform: Self.text)
  var zoom: String?

  @Option(
    name: .customLong("break"),
    help: ArgumentHelp("Set breakpoints, as in 'switch gpu=2'.", valueName: "conditions"),
    transform: Self.text)
  var breakpoints: String?

  @Option(
    help: ArgumentHelp("Open a second schedule: collate, gpus=8.", valueName: "schedule"),
    transform: Self.text)
  var compare: String?

  @Option(
    help: ArgumentHelp(
      "Branch the run: collate, +gpu, -gpu or 'lose 2', from a time on: 'lose 2 at 60'.",
      valueName: "change"),
    transform: Self.text)
  var branch: String?

  @Option(
    help: ArgumentHelp(
      "Send the keys to this pane: \(StartState.paneNames.joined(separator: ", ")).",
      valueName: "pane"),
    transform: Self.pane)
  var focus: String?

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp("Press these keys; then the screen is yours.", valueName: "keys"),
    transform: Limit.scriptBytes.text)
  var keys: String?

  @Option(
    help: ArgumentHelp("Go on with a session that :save FILE has written.", valueName: "file"),
    transform: name)
  var session: String?

  /// The state that the options ask for.
  ///
  /// - Throws: What is wrong with the session's file or the keys.
  func state() throws -> StartState {
    var state = StartState()
    do {
      if let session { try state.add(session: session) }
      // A branch is what is compared, and looked at.
      let commands: [(option: String, text: String?)] = [
        ("branch", branch), ("compare", compare), ("at", at), ("zoom", zoom),
        ("break", breakpoints), ("focus", focus),
      ]
      for case (let option, let text?) in commands {
        state.add(command: "\(option) \(text)", for: "--\(option)")
      }
      if let keys { try state.add(keys: keys, for: "--keys") }
    } catch {
      throw CommandFailure.start(error.sentence)
    }
    return state
  }

  private static func text(_ text: String) throws(UsageError) -> String {
    try Limit.textBytes.text(try name(text))
  }

  private static func pane(_ name: String) throws(UsageError) -> String {
    guard StartState.paneNames.contains(name) else {
      throw .notOneOf(StartState.paneNames, found: name)
    }
    return name
  }
}
