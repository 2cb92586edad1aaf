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
    let (interface, finished) = try load()
    if isScripted {
      try writeScreen(of: interface)
    } else {
      try show(interface)
    }
    guard let finished else { return }
    if let output { try finished.writeLogs(to: output) }
    if json { try say(finished.summary.json + "\n") }
  }

  private func sayKeys() throws {
    var warnings = ""
    let configuration = Appearance.userConfiguration(&warnings)
    complain(warnings)
    try say(configuration.keyTable)
  }

  /// The screen, and what there is to write of its run.
  private func load() throws -> (UserInterface, FinishedRun?) {
    if let log {
      let appearance = try Appearance(theme: theme, isScripted: isScripted)
      let interface = UserInterface(
        try scenario.history(ofLog: log), title: URL(filePath: log).lastPathComponent,
        themes: appearance.themes, warnings: appearance.warnings,
        configuration: appearance.configuration, isSimulated: false)
      return (interface, nil)
    }
    let options = scenarioOrTour
    let loaded = try options.load(defaultGPUCount: Self.defaultGPUCount)
    let simulation = try simulate(
      loaded.scenario, options.options(gpuCount: loaded.gpuCount ?? Self.defaultGPUCount))
    let appearance = try Appearance(theme: theme, isScripted: isScripted)
    let interface = UserInterface(
      History(of: simulation), title: title(of: options), themes: appearance.themes,
      warnings: appearance.warnings + warnings(of: loaded, simulation),
      configuration: appearance.configuration)
    return (interface, output != nil || json ? FinishedRun(simulation) : nil)
  }

  /// What the command line names, else the files in the current folder, else the tour.
  var scenarioOrTour: ScenarioOptions {
    var options = scenario
    if options.sample == nil, options.config == nil, options.requests == nil,
      !Self.hasDefaultFiles
    {
      options.sample = "tour"
    }
    return options
  }

  /// What was odd in the files, and who can never run.
  private func warnings(of loaded: LoadedScenario, _ simulation: Simulation) -> [String] {
    let scenario = loaded.scenario
    let metrics = Metrics(
      scenario: scenario, options: simulation.options, trace: simulation.trace)
    let stranded = metrics.stranded.prefix(Self.namedStrandedNodes).map { stranded in
      let request = visible(scenario[stranded.node.request].id)
      return "\(request)/\(visible(scenario[stranded.node].id)) can never run: "
        + scenario.sentence(for: stranded)
    }
    let more = metrics.stranded.count - stranded.count
    return loaded.warnings.split(separator: "\n").map(String.init) + stranded
      + (more > 0 ? ["… and \(more) more nodes can never run"] : [])
  }

  private static let namedStrandedNodes = 200

  /// What is run, in a word: the configuration's name, or its folder's if that is the usual one.
  func title(of options: ScenarioOptions) -> String {
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

  func show(_ interface: UserInterface) throws {
    do { try interface.run(settings) } catch {
      complain("error: \(visible(error.sentence))\n")
      throw ExitCode.unavailable
    }
  }

  private func writeScreen(of interface: UserInterface) throws {
    let (width, height) = try dimensions()
    let screen: String
    do {
      screen = try interface.screen(
        after: script ?? "", width: width, height: height, format: format(), settings: settings)
    } catch let failure as DisplayFailure {
      complain("error: \(visible(failure.sentence))\n")
      throw ExitCode.usage
    }
    guard let dump else {
      try say(screen)
      return
    }
    let url = URL(filePath: dump)
    var files = try WholeFiles(folder: url.deletingLastPathComponent().path)
    try files.write(url.lastPathComponent) { (stream) throws(WriteFailure) in
      try stream.write(screen)
    }
    try files.commit()
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
