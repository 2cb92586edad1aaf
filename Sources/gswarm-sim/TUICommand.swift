public import ArgumentParser
import Documents
import Engine
import Foundation
import History
public import TUI
import Workload

extension ColorChoice: ExpressibleByArgument {}

/// `gswarm-sim tui`, or nothing at all: the terminal UI.
struct TUICommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "tui",
    abstract: "Step through a schedule in the terminal (the default).",
    discussion: """
      Without files: system_config.yaml and workflow_requests.yaml if both are in the current \
      folder, else the bundled sample tour. Press ? for the keys, q to quit.

      Examples:
        gswarm-sim
        gswarm-sim --gpus 2 --sample churn
        gswarm-sim tui --script '200.' --size 120x34 --dump screen.svg
        gswarm-sim tui --log baseline_execution_log.json
      """)

  /// The number of GPUs if neither the user nor the configuration gives one.
  static let defaultGPUCount = 4

  @OptionGroup(title: "Scenario") var scenario: ScenarioOptions

  @OptionGroup(title: "Live runs (--simulate true)") var live: LiveOptions

  @Option(
    help: ArgumentHelp(
      "Write the two logs of the run to this folder; a live run writes them anyway.",
      valueName: "dir"))
  var output: String?

  @Flag(help: "Print the summary as JSON when the screen closes.")
  var json = false

  @Option(
    help: ArgumentHelp(
      "The colours: a theme's name (\(Share.themes.map(\.name).joined(separator: ", "))) or its file.",
      valueName: "theme"))
  var theme: String?

  @Option(help: "How many colours to use; wins over NO_COLOR.")
  var color: ColorChoice = .auto

  @Flag(help: "Draw with ASCII characters alone.")
  var ascii = false

  @Option(
    help: ArgumentHelp(
      "Feed these keys to the screen instead of opening a terminal, for example '10.<Right>?'.",
      valueName: "keys"))
  var script: String?

  @Option(help: ArgumentHelp("The size of the scripted screen.", valueName: "columns x rows"))
  var size = "120x34"

  @Option(
    help: ArgumentHelp(
      "Write the scripted screen to a .txt, .ansi or .svg file; else it is printed as text.",
      valueName: "file"))
  var dump: String?

  @Option(
    help: ArgumentHelp(
      "Show the run of this execution log; with its inputs also what never ran.",
      valueName: "file"))
  var log: String?

  @Flag(help: "Print all keys, with your own configuration, and exit.")
  var listKeys = false

  private var isScripted: Bool { script != nil || dump != nil }

  func validate() throws {
    if isScripted { _ = try (dimensions(), format()) }
    if log != nil { try scenario.validateForLog() }
  }

  func run() throws {
    if !isScripted, !listKeys, isatty(STDOUT_FILENO) == 0 {
      complain("error: standard output is not a terminal; gswarm-sim run works without one\n")
      throw ExitCode.unavailable
    }
    if scenario.simulate == .true, !isScripted, !listKeys {
      try reportingFailures { try runLive() }
    } else {
      try reportingFailures { try runSimulation() }
    }
  }

  private func runSimulation() throws {
    if listKeys { return try sayKeys() }
    guard scenario.simulate == .false else {
      complain("error: a scripted screen shows no live run\n")
      throw ExitCode.usage
    }
    let interface = try interface()
    let run = isScripted ? try writeScreen(of: interface) : try show(interface)
    guard log == nil, output != nil || json else { return }
    guard let run else {
      complain("error: no logs: the screen was closed before the end of the simulation\n")
      throw ExitCode.interrupted
    }
    let finished = FinishedRun(run.scenario, run.options, run.trace)
    if let output { try finished.writeLogs(to: output) }
    if json { try say(finished.summary.json + "\n") }
  }

  private func sayKeys() throws {
    var warnings = ""
    let configuration = Appearance.userConfiguration(&warnings)
    complain(warnings)
    try say(configuration.keyTable)
  }

  private func interface() throws -> UserInterface {
    let appearance = try Appearance(theme: theme, isScripted: isScripted)
    let (content, title) =
      if let log {
        (
          UserInterface.Content.log(try scenario.history(ofLog: log)),
          URL(filePath: log).lastPathComponent
        )
      } else {
        (UserInterface.Content.opening(Self.opening(scenarioOrTour)), title(of: scenarioOrTour))
      }
    return UserInterface(
      content, title: title, themes: appearance.themes, warnings: appearance.warnings,
      configuration: appearance.configuration)
  }

  /// The scenario of some options, to be read and simulated while the screen is open.
  private static func opening(_ options: ScenarioOptions) -> Opening {
    Opening {
      let loaded = try options.load(defaultGPUCount: defaultGPUCount, showsProgress: false)
      return Opening.Loaded(
        scenario: loaded.scenario,
        options: options.options(gpuCount: loaded.gpuCount ?? defaultGPUCount),
        warnings: loaded.warnings.split(separator: "\n").map(String.init))
    } review: { run in
      strandedWarnings(of: run)
    }
  }

  /// The files of the command line, else those of the current folder, else the tour.
  var scenarioOrTour: ScenarioOptions {
    var options = scenario
    if options.sample == nil, options.config == nil, options.requests == nil,
      !Self.hasDefaultFiles
    {
      options.sample = "tour"
    }
    return options
  }

  /// A warning for each node that can never run, up to a number of them.
  private static func strandedWarnings(of run: History) -> [String] {
    let scenario = run.scenario
    guard run.trace.executions.count < scenario.requests.nodeCount else { return [] }
    let metrics = Metrics(scenario: scenario, options: run.options, trace: run.trace)
    let stranded = metrics.stranded.prefix(namedStrandedNodes).map { stranded in
      let request = visible(scenario[stranded.node.request].id)
      return "\(request)/\(visible(scenario[stranded.node].id)) can never run: "
        + scenario.sentence(for: stranded)
    }
    let more = metrics.stranded.count - stranded.count
    return stranded + (more > 0 ? ["… and \(more) more nodes can never run"] : [])
  }

  private static let namedStrandedNodes = 200

  /// What is run, in a word: the configuration's name, or its folder's if that is the usual one; with
  /// that of the requests if they come from elsewhere.
  func title(of options: ScenarioOptions) -> String {
    let configuration = configurationTitle(of: options)
    guard let requests = options.requests else { return configuration }
    let file = URL(filePath: requests)
    let name = file.deletingPathExtension().lastPathComponent
    let folders = [file, URL(filePath: options.config ?? ScenarioOptions.defaultConfiguration)].map
    {
      $0.absoluteURL.standardizedFileURL.deletingLastPathComponent().path
    }
    let isUsual = file.lastPathComponent == ScenarioOptions.defaultRequests
    return isUsual && folders[0] == folders[1] && options.sample == nil
      ? configuration : "\(configuration) + \(name)"
  }

  private func configurationTitle(of options: ScenarioOptions) -> String {
    if let sample = options.sample { return sample }
    let file = URL(filePath: options.config ?? ScenarioOptions.defaultConfiguration)
    if file.lastPathComponent != ScenarioOptions.defaultConfiguration {
      return file.deletingPathExtension().lastPathComponent
    }
    return file.absoluteURL.standardizedFileURL.deletingLastPathComponent().lastPathComponent
  }

  private static var hasDefaultFiles: Bool {
    [ScenarioOptions.defaultConfiguration, ScenarioOptions.defaultRequests].allSatisfy {
      FileManager.default.fileExists(atPath: $0)
    }
  }

  var settings: DisplaySettings {
    let environment = ProcessInfo.processInfo.environment
    return DisplaySettings(
      color: color, ascii: ascii, noColor: environment["NO_COLOR"],
      terminalName: environment["TERM"] ?? "")
  }

  @discardableResult
  func show(_ interface: UserInterface) throws -> History? {
    do { return try interface.run(settings) } catch let error as DisplayFailure {
      complain("error: \(visible(error.sentence))\n")
      throw ExitCode.unavailable
    }
  }

  private func writeScreen(of interface: UserInterface) throws -> History? {
    let (width, height) = try dimensions()
    let screen: String
    let run: History?
    do {
      (screen, run) = try interface.screen(
        after: script ?? "", width: width, height: height, format: format(), settings: settings)
    } catch let failure as DisplayFailure {
      complain("error: \(visible(failure.sentence))\n")
      throw ExitCode.usage
    }
    guard let dump else {
      try say(screen)
      return run
    }
    let url = URL(filePath: dump)
    var files = try WholeFiles(folder: url.deletingLastPathComponent().path)
    try files.write(url.lastPathComponent) { (stream) throws(WriteFailure) in
      try stream.write(screen)
    }
    try files.commit()
    return run
  }

  private func dimensions() throws -> (width: Int, height: Int) {
    let parts = size.split(separator: "x", omittingEmptySubsequences: false).map { Int($0) }
    guard parts.count == 2, let width = parts[0], let height = parts[1],
      (1...1000).contains(width), (1...1000).contains(height)
    else { throw ValidationError("--size must be like 120x34, each from 1 to 1000.") }
    return (width, height)
  }

  private func format() throws -> ScreenFormat {
    guard let dump else { return .text }
    guard let format = ScreenFormat(rawValue: URL(filePath: dump).pathExtension.lowercased()) else {
      throw ValidationError("--dump must name a .txt, .ansi or .svg file.")
    }
    return format
  }
}
