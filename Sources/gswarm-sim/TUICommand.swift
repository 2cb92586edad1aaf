public import ArgumentParser
import Documents
import Foundation
import History
public import TUI
import Workload

extension ColorChoice: ExpressibleByArgument {}

/// `gswarm-sim tui`, or no command at all: the terminal UI.
struct TUICommand: WordlessCommand {
  static let configuration = CommandConfiguration(
    commandName: "tui",
    abstract: "Step through a schedule in the terminal (the default).",
    usage: "gswarm-sim [tui] [<options>]",
    discussion: """
      Without files: system_config.yaml and workflow_requests.yaml if both are in the \
      current folder, else the bundled sample tour. Press ? for the keys, q to quit.

      Examples:
        gswarm-sim
        gswarm-sim --gpus 2 --sample churn
        gswarm-sim --at 120 --zoom 40 --branch 'lose 2 at 60' --focus switches
        gswarm-sim tui --script '200.' --size 120x34 --dump screen.svg
        gswarm-sim tui --log baseline_execution_log.json
        gswarm-sim tui --plain --sample churn
      """)

  /// The number of GPUs if neither the user nor the configuration gives one.
  static let defaultGPUCount = 4

  @OptionGroup(title: "Scenario") var scenario: ScenarioOptions

  @OptionGroup(title: "Live runs") var live: LiveOptions

  @OptionGroup(title: "Start state") var start: StartOptions

  @OptionGroup var stray: StrayArguments

  @Option(
    help: ArgumentHelp(
      "Write the two logs of the run to this folder; a live run writes them anyway.",
      valueName: "dir"),
    transform: name)
  var output: String?

  @Flag(help: "Print the summary as JSON when the screen closes.")
  var json = false

  @Option(
    help: ArgumentHelp(
      "The name of a theme (\(Share.themes.map(\.name).joined(separator: ", "))) or its file.",
      valueName: "theme"),
    transform: name)
  var theme: String?

  @Option(help: "The number of colours; wins over NO_COLOR and COLORTERM.")
  var color: ColorChoice = .auto

  @Flag(help: "Draw with ASCII characters alone.")
  var ascii = false

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp(
      "Feed these keys to the screen instead of opening a terminal, as in '10.<Right>?'.",
      valueName: "keys"),
    transform: Limit.scriptBytes.text)
  var script: String?

  @Option(
    name: .customLong("size"),
    help: ArgumentHelp(
      "The size of the scripted screen. (default: 120x34)", valueName: "columns x rows"))
  var givenSize: String?

  @Option(
    help: ArgumentHelp(
      "Write the scripted screen to a .txt, .ansi or .svg file instead of printing it.",
      valueName: "file"),
    transform: name)
  var dump: String?

  @Option(
    help: ArgumentHelp(
      "Show the run of this execution log; with its inputs also the nodes that never ran.",
      valueName: "file"),
    transform: name)
  var log: String?

  @Flag(
    help: ArgumentHelp(
      "Without a screen: read keys in lines from standard input, as --script writes them, and answer "
        + "each by lines of text. For screen readers and logs."))
  var plain = false

  @Option(
    help: ArgumentHelp(
      "Record what the screen shows, for asciinema; export cast records key scripts.",
      valueName: "file.cast"),
    transform: name)
  var record: String?

  @Flag(help: "Print all keys, the user's own included, and exit.")
  var listKeys = false

  var isScripted: Bool { script != nil || dump != nil }

  func validate() throws {
    _ = try live.load(scenario)
    if isScripted {
      _ = try (dimensions(), format())
      if plain {
        throw UsageError.excludes(
          option: "--plain", other: "--script and --dump", reason: "keys come from standard input")
      }
    } else if givenSize != nil {
      throw UsageError.needs(option: "--size", other: "--script or --dump")
    }
    if isScripted, record != nil {
      throw UsageError.excludes(
        option: "--record", other: "--script", reason: "export cast records key scripts")
    }
    if log != nil { try validateForLog() }
  }

  private func validateForLog() throws(UsageError) {
    try scenario.validateForLog()
    let options: [(String, Bool)] = [
      ("--simulate true", live.isRequested), ("--output", output != nil), ("--json", json),
    ]
    if let given = options.first(where: \.1) {
      throw .excludes(option: given.0, other: "--log", reason: "the run is over")
    }
  }

  func run() throws {
    if listKeys { return try printKeys() }
    // A wrong name is the better news where there is no terminal either.
    _ = try (scenario.inputs.files(), theme.map(Share.requiredPath(ofTheme:)))
    if isScripted {
      guard !live.isRequested else { throw CommandFailure.scriptedLiveRun }
    } else if plain {
      guard !live.isRequested else { throw CommandFailure.plainLiveRun }
    } else if isatty(STDOUT_FILENO) == 0 {
      throw CommandFailure.noTerminal
    }
    if live.isRequested { try runLive() } else { try runSimulation() }
  }

  private func runSimulation() throws {
    let interface = try interface()
    let run =
      isScripted
      ? try writeScreen(of: interface) : plain ? try talk(interface) : try show(interface)
    guard log == nil, output != nil || json else { return }
    guard let run else { throw CommandFailure.closedEarly }
    if let failure = run.failure { throw CommandFailure.policy(failure) }
    let finished = FinishedRun(run.scenario, run.options, run.trace, load: scenario.load)
    if let output { try finished.writeLogs(to: output) }
    if json { try printOutput(finished.summary.json + "\n") }
  }

  private func printKeys() throws {
    var warnings = ""
    let configuration = Appearance.userConfiguration(&warnings)
    printError(warnings)
    try printOutput(configuration.keyTable)
  }

  /// The settings of the screen; a scripted one must not depend on the user's environment.
  var settings: DisplaySettings {
    let environment = ProcessInfo.processInfo.environment
    var settings = DisplaySettings(
      color: color, ascii: ascii, noColor: isScripted ? nil : environment["NO_COLOR"],
      terminalName: environment["TERM"] ?? "", isInTmux: environment["TMUX"] != nil)
    settings.colorTerm = environment["COLORTERM"]
    settings.isThemeChosen = theme != nil
    settings.recording = record
    return settings
  }

  /// Shows the screen until the user quits.
  ///
  /// - Returns: The whole of a simulated run; nil if the user quit before it was known.
  @discardableResult
  func show(_ interface: UserInterface) throws -> History? {
    do { return try interface.run(settings) } catch let error as DisplayFailure {
      throw CommandFailure.terminal(error.sentence)
    }
  }
}
