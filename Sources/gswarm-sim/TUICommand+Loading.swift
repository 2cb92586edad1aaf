import Documents
import Audit
import Engine
import History
import Foundation
import TUI
import Workload

extension TUICommand {
  /// The number of stranded nodes that the warnings name.
  private static let namedStrandedNodes = 200

  /// Returns the screen, and the run if its logs or its summary are wanted.
  func load() throws -> (UserInterface, FinishedRun?) {
    if let log { return (try interface(forLog: log), nil) }
    let (options, notes) = scenarioOrTour
    let loaded = try options.load(defaultGPUCount: Self.defaultGPUCount)
    let simulation = try simulate(
      loaded.scenario, options.options(gpuCount: loaded.gpuCount ?? Self.defaultGPUCount))
    let appearance = try Appearance(theme: theme, isScripted: isScripted)
    let interface = UserInterface(
      History(of: simulation), title: try options.inputs.files().title,
      themes: appearance.themes,
      warnings: appearance.warnings + notes + warnings(of: loaded, simulation),
      configuration: appearance.configuration)
    return (interface, output != nil || json ? FinishedRun(simulation) : nil)
  }

  private func interface(forLog log: String) throws -> UserInterface {
    let appearance = try Appearance(theme: theme, isScripted: isScripted)
    return UserInterface(
      try scenario.history(ofLog: log), title: URL(filePath: log).lastPathComponent,
      themes: appearance.themes, warnings: appearance.warnings,
      configuration: appearance.configuration, isSimulated: false)
  }

  /// The scenario that the command line names, else the default files, else the tour; with the
  /// warnings about that choice, which have been printed.
  var scenarioOrTour: (options: ScenarioOptions, warnings: [String]) {
    let missing = InputFiles.missingDefaults
    guard scenario.inputs.isEmpty, !missing.isEmpty else { return (scenario, []) }
    var options = scenario
    options.inputs.sample = "tour"
    guard missing.count == 1 else { return (options, []) }
    let present =
      missing == [InputFiles.defaultRequests]
      ? InputFiles.defaultConfiguration : InputFiles.defaultRequests
    let warning =
      "warning: there is \(present) here but no \(missing[0]): this is the sample tour"
    printError(warning + "\n")
    return (options, [warning])
  }

  /// The warnings about the files, and the nodes that can never run.
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
      + (more > 0 ? ["… and \(counted(more, "more node")) can never run"] : [])
  }
}
