import Foundation
import Testing

@testable import TUI

@Suite struct UserConfigurationTests {
  private static let themes = ["day", "night"].map { name in
    ThemeFile(
      name: name,
      path: URL(filePath: #filePath).appending(path: "../../../../themes/\(name).yaml")
        .standardizedFileURL.path)
  }

  private func read(_ text: String) throws -> (UserConfiguration, warnings: String) {
    let file = FileManager.default.temporaryDirectory.appending(path: "\(UUID().uuidString).yaml")
    try text.write(to: file, atomically: true, encoding: .utf8)
    defer { try? FileManager.default.removeItem(at: file) }
    let (configuration, warnings) = UserConfiguration.reading(file.path, themes: Self.themes)
    return (configuration, warnings.replacing(file.path, with: "config"))
  }

  @Test(arguments: ["", "# nothing yet\n", "keys: {}\n"])
  func `a configuration that sets nothing changes nothing`(_ text: String) throws {
    let (configuration, warnings) = try read(text)
    #expect(warnings.isEmpty)
    #expect(configuration.theme == nil)
    #expect(configuration.speed == .usual)
    #expect(configuration.mouse)
    #expect(configuration.hiddenPanes.isEmpty)
    #expect(configuration.keyTable == UserConfiguration().keyTable)
  }

  @Test func `a missing file says nothing, an unreadable one says so, and both set nothing`() {
    #expect(UserConfiguration.reading("/nowhere/config.yaml", themes: []).warnings.isEmpty)
    #expect(UserConfiguration.reading("/", themes: []).warnings.hasPrefix("warning: /: "))
  }

  @Test func `every setting is read`() throws {
    let (configuration, warnings) = try read(
      """
      theme: day
      speed: 1/4
      mouse: false
      panes: [queue, events]
      keys:
        step-forward: [d, <Right>]
        pan-right: l
        redraw: []
      """)
    #expect(warnings.isEmpty)
    #expect(configuration.theme?.name == "day")
    #expect(configuration.speed.secondsPerSecond == 0.25)
    #expect(!configuration.mouse)
    #expect(configuration.hiddenPanes == [.latency, .switches])
    #expect(configuration.keymap.action(for: .right) == .stepForward)
    #expect(configuration.keymap.action(for: .character(".")) == nil)
    #expect(configuration.keymap.keys(for: .panRight) == [.character("l")])
    #expect(configuration.keymap.keys(for: .redraw).isEmpty)
  }

  @Test(arguments: [
    ("- a\n", "config:1:1: warning: expected a mapping, found a list; the keys are theme"),
    ("thme: day\n", "config:1:1: warning: there is no setting thme; did you mean theme?"),
    ("theme: dya\n", "config:1:8: warning: there is no theme dya; did you mean day?"),
    ("theme: [day]\n", "config:1:8: warning: expected a theme's name or file, found a list"),
    ("theme: ./no.yaml\n", "config:1:8: warning: the theme cannot be used: "),
    ("speed: fast\n", "config:1:8: warning: fast is not a speed; write a number such as 8 or 1/4"),
    ("speed: -2\n", "config:1:8: warning: -2 is not a speed"),
    ("speed: 10\n", "config:1:8: warning: the nearest speed is ×12"),
    ("mouse: on\n", "config:1:8: warning: on is neither true nor false"),
    (
      "panes: [queue, event]\n",
      "config:1:16: warning: there is no pane event; did you mean events?"
    ),
    ("panes: {queue: false}\n", "config:1:8: warning: expected a list of panes, found a mapping"),
    ("keys: x\n", "config:1:7: warning: expected a mapping from actions to lists of keys, found"),
    ("keys: {stepforward: n}\n", "there is no action stepforward; did you mean step-forward?"),
    ("keys: {help: Left}\n", "config:1:14: warning: Left is not a key; did you mean <Left>?"),
    ("keys: {help: <C-L>}\n", "config:1:14: warning: <C-L> is not a key; did you mean <C-l>?"),
    (
      "keys: {help: control}\n",
      "control is not a key; write one character, or a name such as <C-l>"
    ),
    ("keys: {help: 5}\n", "config:1:14: warning: 5 chooses a pane or begins a count"),
    ("keys: {help: }\n", "warning: expected a list of keys, found nothing"),
    ("keys: {help: <C-m>}\n", "a terminal sends <Enter> for <C-m>; write <Enter>"),
    ("mouse:\n", "warning: nothing is neither true nor false"),
    ("mouse: true\nmouse: false\n", "config:2:1: warning: duplicate key"),
    ("keys: [\n", "config: warning: nothing in this file is used"),
    ("theme: \"\\e[2J\"\n", "there is no theme ␛[2J"),
  ])
  func `what cannot be used is told with its place`(_ text: String, _ warning: String) throws {
    let warnings = try read(text).warnings
    #expect(warnings.contains(warning), "\(warnings)")
    #expect(!warnings.contains("error:"))
  }

  @Test func `what can be used holds beside what cannot`() throws {
    let (configuration, warnings) = try read("speed: fast\nmouse: false\nkeys: {help: [Left, Q]}\n")
    #expect(warnings.split(separator: "\n").filter { $0.contains("warning:") }.count == 2)
    #expect(!configuration.mouse)
    #expect(configuration.keymap.keys(for: .help) == [.character("Q")])
  }

  @Test(
    arguments: zip(
      ["0.125", "1/8", "1", "1.5", "8.0", "4096", "max"],
      [0.125, 0.125, 1, 1.5, 8, 4096, .infinity]))
  func `a speed is a number, a fraction, or the highest`(_ text: String, _ speed: Double) throws {
    let (configuration, warnings) = try read("speed: \(text)\n")
    #expect(configuration.speed.secondsPerSecond == speed)
    #expect(warnings.isEmpty)
  }

  @Test func `the configuration in the documentation is read without warnings`() throws {
    let page = try String(
      contentsOf: URL(filePath: #filePath).appending(path: "../../../../docs/configuration.md")
        .standardizedFileURL, encoding: .utf8)
    let example = try #require(page.components(separatedBy: "```yaml\n").dropFirst().first)
    let text = try #require(example.components(separatedBy: "```").first)
    let (configuration, warnings) = try read(text)
    #expect(warnings.isEmpty)
    #expect(configuration.theme?.name == "day")
  }
}
