import Documents
import Engine
import Foundation
import History
import TUI
import Workload

extension TUICommand {
  /// The number of stranded nodes that the warnings name.
  private static let namedStrandedNodes = 200

  /// Returns the screen over the run of a log, or over one to be simulated.
  func interface() throws -> UserInterface {
    let appearance = try Appearance(theme: theme, isScripted: isScripted)
    if let log {
      return UserInterface(
        .log(try scenario.history(ofLog: log)), title: URL(filePath: log).lastPathComponent,
        themes: appearance.themes, warnings: appearance.warnings,
        configuration: appearance.configuration, start: try start.state(),
        typedTextsPath: typedTextsPath)
    }
    let (options, notes) = scenarioOrTour
    return UserInterface(
      .opening(Self.opening(options, live)), title: try options.inputs.files().title,
      themes: appearance.themes, warnings: appearance.warnings + notes,
      configuration: appearance.configuration, start: try start.state(),
      typedTextsPath: typedTextsPath)
  }

  /// The file that keeps what was typed into the screen's text fields; nil for a scripted screen.
  var typedTextsPath: String? {
    guard !isScripted else { return nil }
    let environment = ProcessInfo.processInfo.environment
    return LiveOptions.stateFolder(environment).map { "\($0)/gswarm-sim/typed-texts" }
  }

  /// The scenario of some options, to be read and simulated while the screen is open.
  private static func opening(_ options: ScenarioOptions, _ live: LiveOptions) -> Opening {
    Opening {
      let loaded = try options.load(
        defaultGPUCount: defaultGPUCount, keepingCalls: live.asksForEstimates,
        showsProgress: false)
      return Opening.Loaded(
        scenario: try live.scenario(of: loaded, rules: options.rules),
        options: options.options(gpuCount: loaded.gpuCount ?? defaultGPUCount),
        warnings: loaded.warnings.split(separator: "\n").map(String.init))
    } review: { run in
      strandedWarnings(of: run)
    }
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

  /// The nodes of a whole run that can never run, up to a number of them, as warnings.
  private static func strandedWarnings(of run: History) -> [String] {
    let scenario = run.scenario
    // The rest of a run that a policy ended could have run.
    let all = run.strandedNodes.filter { $0.reason != .unfinished }
    let stranded = all.prefix(namedStrandedNodes).map { stranded in
      let request = visible(scenario[stranded.node.request].id)
      return "\(request)/\(visible(scenario[stranded.node].id)) can never run: "
        + scenario.sentence(for: stranded)
    }
    let more = all.count - stranded.count
    return stranded + (more > 0 ? ["… and \(counted(more, "more node")) can never run"] : [])
  }
}
