import Foundation
import Testing

@testable import TUI

@Suite struct KeyOverridingTests {
  private func read(_ keys: String) throws -> (keymap: Keymap, warnings: String) {
    let file = FileManager.default.temporaryDirectory.appending(path: "\(UUID().uuidString).yaml")
    try "keys:\n  \(keys)\n".write(to: file, atomically: true, encoding: .utf8)
    defer { try? FileManager.default.removeItem(at: file) }
    let (configuration, warnings) = UserConfiguration.reading(file.path, themes: [])
    return (configuration.keymap, warnings)
  }

  @Test func `every action has one row in the table, and a name of small letters and dashes`() {
    #expect(Keymap.standard.bindings.map(\.action).count == Action.allCases.count)
    #expect(Set(Keymap.standard.bindings.map(\.action)) == Set(Action.allCases))
    for action in Action.allCases {
      #expect(action.rawValue.allSatisfy { $0 == "-" || $0.isLowercase })
    }
  }

  @Test func `every key of the table can be written in a configuration`() {
    for key in Keymap.standard.bindings.flatMap(\.keys) {
      #expect(Key(notation: key.description) == key)
    }
  }

  @Test(arguments: Action.allCases)
  func `an action with other keys loses its own and leaves the others theirs`(
    _ action: Action
  ) {
    let key = Key.function(12)
    let keymap = Keymap.standard.overridden(by: [action: [key]])
    for binding in Keymap.standard.bindings {
      #expect(
        keymap.keys(for: binding.action) == (binding.action == action ? [key] : binding.keys))
    }
  }

  @Test func `a key that two actions are given stays with the first, and both are named`() throws {
    let (keymap, warnings) = try read("{next-switch: z, help: [z, '?']}")
    #expect(
      warnings.contains(
        "2:27: warning: z is given to both next-switch and help; it stays with next-switch"))
    #expect(keymap.action(for: .character("z")) == .nextSwitch)
    #expect(keymap.keys(for: .help) == [.character("?")])
  }

  @Test func `a key that another action has is taken from it, and both are named`() throws {
    let (keymap, warnings) = try read("{step-forward: x}")
    #expect(warnings.contains("x is given to step-forward and taken from next-switch"))
    #expect(keymap.action(for: .character("x")) == .stepForward)
    #expect(keymap.keys(for: .nextSwitch).isEmpty)
  }

  @Test func `actions that swap their keys are no reason to warn`() throws {
    let (keymap, warnings) = try read("{step-forward: ',', step-back: .}")
    #expect(warnings.isEmpty)
    #expect(keymap.action(for: .character(",")) == .stepForward)
    #expect(keymap.action(for: .character(".")) == .stepBack)
  }

  @Test(arguments: ["{quit: []}", "{quit: [], help: <C-c>}", "{help: [q, <C-c>, '?']}"])
  func `some key always quits`(_ keys: String) throws {
    let (keymap, warnings) = try read(keys)
    #expect(warnings.contains("no key is left for quit; <C-c> stays with it"))
    #expect(keymap.action(for: .control("c")) == .quit)
  }

  @Test func `footer and help leave out actions without keys`() throws {
    let (keymap, _) = try read("{step-forward: [], next-switch: z}")
    var state = AppState(
      run: Run(of: try Sample.tour.history()), title: "tour", size: Size(120, 40), keymap: keymap)
    let footer = try #require(state.screen.text().split(separator: "\n").last)
    #expect(!footer.contains("step"))
    #expect(footer.contains("z switch"))
    state = try state.after("?")
    #expect(!state.screen.text().contains("next event; 10. steps ten"))
  }

  @Test func `docs/keys.md has the table of keys`() throws {
    let text = """
      # Keys

      The keys as they are without a configuration of your own, in the notation of key scripts and of
      [configuration.md](configuration.md). *name* is the action's name there. `gswarm-sim tui
      --list-keys` prints the table with your own keys.

      \(KeyTable.markdown(.standard))
      """
    try expectGolden(text, "../../../docs/keys.md")
  }
}
