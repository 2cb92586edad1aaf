import ArgumentParser

@main
struct GSwarmSim: ParsableCommand {
  static let configuration = CommandConfiguration(commandName: "gswarm-sim")
}
