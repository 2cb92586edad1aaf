import Engine
import Foundation
import History
import TUI
import Workload

extension SizeCommand {
  /// Shows the first run that fails with one GPU fewer, at the moment that breaks the test.
  func show(_ answer: SizeAnswer, _ scenarios: SizeScenarios) throws {
    let plan = answer.plan
    guard let place = answer.rows.lazy.compactMap({ $0.failingRun(in: plan) }).first else {
      return printError("nothing to show: the fewest GPUs of the range pass\n")
    }
    let scenario = scenarios.scenario(seed: place.seed, load: plan.loads[place.load])
    let options = plan.options(of: place)
    var run = MeasuredRun(try simulate(scenario, options))
    let breach = plan.tests.lazy.compactMap { test in
      run.breach(of: test).map { (test: test, time: $0.time) }
    }.first
    var start = StartState()
    if let breach { start.add(command: "at \(breach.time)", for: "--open") }
    let appearance = try Appearance(theme: nil, isScripted: false)
    let sentence = breach.flatMap { run.failure(of: $0.test) }
    let interface = UserInterface(
      .opening(
        Opening {
          Opening.Loaded(
            scenario: scenario, options: options, warnings: sentence.map { [$0] } ?? [])
        }),
      title: try workload.requests.inputs.files().title, themes: appearance.themes,
      warnings: appearance.warnings, configuration: appearance.configuration, start: start)
    var settings = DisplaySettings(
      noColor: ProcessInfo.processInfo.environment["NO_COLOR"],
      terminalName: ProcessInfo.processInfo.environment["TERM"] ?? "",
      isInTmux: ProcessInfo.processInfo.environment["TMUX"] != nil)
    settings.colorTerm = ProcessInfo.processInfo.environment["COLORTERM"]
    do { _ = try interface.run(settings) } catch let error as DisplayFailure {
      throw CommandFailure.terminal(error.sentence)
    }
  }
}
