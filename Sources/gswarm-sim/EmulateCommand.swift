import ArgumentParser
import Documents
import Engine
import Foundation
import Live
import Workload

/// `gswarm-sim emulate`: a model server without GPUs.
struct EmulateCommand: WordlessCommand {
  static let configuration = CommandConfiguration(
    commandName: "emulate",
    abstract: "Emulate a model server; needs no GPU.",
    usage: "gswarm-sim emulate [<options>]",
    discussion: """
      Answers the interface of the GSwarm model server and that of OpenAI (chat, \
      completions, models), and takes the times that the configuration gives, divided by \
      the time scale. Listens on this machine alone. Ctrl-C is the usual way to end it: \
      exit status 0.

      Examples:
        gswarm-sim emulate --sample tour --time-scale 100
        gswarm-sim emulate --config system_config.yaml --jitter 0.2 --fail-rate 0.01
        gswarm-sim emulate --sample churn --serial --api-key secret
      """)

  /// The number of GPUs if neither the user nor the configuration gives one.
  private static let defaultGPUCount = 4

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp("The port; 0 for any free one. (default: 8000)", valueName: "n"),
    transform: Limit.port.count)
  var port = 8000

  @OptionGroup var inputs: ConfigurationOptions

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp("The number of GPUs; else the configuration's, else 4.", valueName: "n"),
    transform: Limit.gpus.count)
  var gpus: Int?

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp("Divide all durations by x. (default: 1)", valueName: "x"),
    transform: Limit.timeFactor.number)
  var timeScale = 1.0

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp(
      "Multiply load and switch times by x. (default: 1)", valueName: "x"),
    transform: Limit.timeFactor.number)
  var loadTimes = 1.0

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp(
      "The largest deviation of a call's time, as a share: 0 to 1. (default: 0)", valueName: "share"
    ),
    transform: Limit.fraction.number)
  var jitter = 0.0

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp("The share of calls that fail: 0 to 1. (default: 0)", valueName: "share"),
    transform: Limit.fraction.number)
  var failRate = 0.0

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp("Random seed of jitter and failures. (default: 1)", valueName: "n"),
    transform: randomSeed)
  var seed: UInt64 = 1

  @Flag(help: "Work on one request at a time, as the GSwarm model server does.")
  var serial = false

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp(
      "The key that callers of OpenAI's interface have to send. (default: none)",
      valueName: "key"))
  var apiKey: String?

  @OptionGroup var stray: StrayArguments

  func run() throws {
    let path = try inputs.path()
    let scenario = try inputs.reading { () throws(LoadFailure) in
      try ScenarioLoader.load(configuration: path)
    }
    let settings = EmulatorSettings(
      gpuCount: gpus ?? scenario.hardware.gpuCount ?? Self.defaultGPUCount,
      timeScale: timeScale, loadTimes: loadTimes, jitter: jitter, failRate: failRate, seed: seed,
      isSerial: serial, key: apiKey)
    let emulator = Emulator(scenario, settings, port: UInt16(port))
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

  private func announce(_ port: UInt16, _ scenario: Scenario, _ settings: EmulatorSettings) {
    let speed = timeScale == 1 ? "" : ", \(timeScale.formatted()) times as fast"
    try? printOutput(
      "emulating \(counted(scenario.models.count, "model")) on "
        + "\(counted(settings.gpuCount, "GPU")) at "
        + "http://127.0.0.1:\(port)\(speed); Ctrl-C ends it\n")
  }
}
