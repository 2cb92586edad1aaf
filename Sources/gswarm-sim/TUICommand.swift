import ArgumentParser
import Engine
import Foundation
import Workload

/// `gswarm-sim tui`, or nothing at all: the terminal UI.
struct TUICommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "tui", abstract: "Step through a schedule in the terminal (the default).")

  @OptionGroup(title: "Scenario") var scenario: ScenarioOptions

  func run() throws {}
}
