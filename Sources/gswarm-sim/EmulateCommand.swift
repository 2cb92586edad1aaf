import ArgumentParser
import Documents
import Engine
import Foundation
import Live
import Workload

/// `gswarm-sim emulate`: a model server without GPUs.
struct EmulateCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "emulate",
    abstract: "Be a model server without any GPU, to try live runs on.",
    discussion: """
      Answers the interface of the GSwarm model server and OpenAI's chat interface, and takes the \
      times that the configuration gives, divided by the time scale. Listens on this machine \
      alone. Ctrl-C is the usual way to end it: exit status 0.

      Examples:
        gswarm-sim emulate --sample tour --time-scale 100
        gswarm-sim emulate --config system_config.yaml --jitter 0.2 --fail-rate 0.01
      """)

  /// The number of GPUs if neither the user nor the configuration gives one.
  private static let defaultGPUCount = 4

  @Option(help: ArgumentHelp("The port; 0 for any that is free.", valueName: "n"))
  var port: UInt16 = 8000

  @Option(
    help: ArgumentHelp(
      "The system configuration. (default: \(ScenarioOptions.defaultConfiguration))",
      valueName: "file"))
  var config: String?

  @Option(help: ArgumentHelp("A bundled sample's configuration instead.", valueName: "name"))
  var sample: String?

  @Option(
    help: ArgumentHelp("The number of GPUs; else the configuration's, else 4.", valueName: "n"))
  var gpus: Int?

  @Option(help: ArgumentHelp("Take this many times less time.", valueName: "x"))
  var timeScale = 1.0

  @Option(
    help: ArgumentHelp(
      "Calls take up to this share longer or shorter than expected: 0 to 1.", valueName: "share"))
  var jitter = 0.0

  @Option(help: ArgumentHelp("This share of calls fails: 0 to 1.", valueName: "share"))
  var failRate = 0.0

  @Option(help: ArgumentHelp("What jitter and failures depend on.", valueName: "n"))
  var seed: UInt64 = 1

  func validate() throws {
    guard timeScale > 0, timeScale <= 1e6 else {
      throw ValidationError("--time-scale must be above 0 and at most 1000000.")
    }
    guard (0...1).contains(jitter), (0...1).contains(failRate) else {
      throw ValidationError("--jitter and --fail-rate must be from 0 to 1.")
    }
    if let gpus, let rule = Limit.gpus.violation(of: gpus) {
      throw ValidationError("--gpus \(rule).")
    }
    if sample != nil, config != nil {
      throw ValidationError("--sample stands for the configuration; leave out --config.")
    }
  }

  func run() throws {
    try reportingFailures {
      var path = config ?? ScenarioOptions.defaultConfiguration
      if let sample { path = try ScenarioOptions.files(ofSample: sample).configuration }
      let scenario = try ScenarioLoader.load(configuration: path)
      let settings = EmulatorSettings(
        gpuCount: gpus ?? scenario.hardware.gpuCount ?? Self.defaultGPUCount,
        timeScale: timeScale, jitter: jitter, failRate: failRate, seed: seed)
      let emulator = Emulator(scenario, settings, port: port)
      let serving = Task { () -> LiveFailure? in
        do throws(LiveFailure) {
          try await emulator.run { announce($0, scenario, settings) }
          return nil
        } catch {
          return error
        }
      }
      let interrupts = Interrupt.onRequest { serving.cancel() }
      if let failure = try waiting(for: { await serving.value }) { throw failure }
      withExtendedLifetime(interrupts) {}
    }
  }

  private func announce(_ port: UInt16, _ scenario: Scenario, _ settings: EmulatorSettings) {
    let speed = timeScale == 1 ? "" : ", \(timeScale.formatted()) times as fast"
    try? say(
      "emulating \(scenario.models.count) models on \(settings.gpuCount) GPUs at "
        + "http://127.0.0.1:\(port)\(speed); Ctrl-C ends it\n")
  }
}
