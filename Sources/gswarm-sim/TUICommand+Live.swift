import ArgumentParser
import Documents
import Engine
import Foundation
import History
import Live
import TUI
import Workload

extension TUICommand {
  /// Runs the schedule against the model server and shows it as it happens.
  func runLive() throws {
    let (options, notes) = scenarioOrTour
    let loaded = try options.load(
      defaultGPUCount: Self.defaultGPUCount, keepingCalls: true, keepingArrivals: true)
    let server = try live.settings()
    try checkWritable(output ?? ".")
    let run = LiveRun(
      scenario: try live.scenario(of: loaded, rules: options.rules), inputs: loaded.scenario,
      options: options.options(gpuCount: loaded.gpuCount ?? Self.defaultGPUCount),
      calls: loaded.calls, server: server, timeScale: try live.load(options))
    for number in [SIGPIPE, SIGXFSZ] { signal(number, SIG_IGN) }
    let running = Task { () -> Result<LiveOutcome, LiveFailure> in
      do throws(LiveFailure) { return .success(try await run.run()) } catch {
        return .failure(error)
      }
    }
    // A server that is not there gets a sentence, not a screen.
    let early = try waiting { () -> Result<LiveOutcome, LiveFailure>? in
      var shownWarnings = 0
      for await _ in run.changes {
        let snapshot = run.snapshot
        guard snapshot.phase == .connecting else { break }
        for warning in snapshot.warnings.dropFirst(shownWarnings) {
          printError("warning: \(warning)\n")
        }
        shownWarnings = snapshot.warnings.count
      }
      return run.snapshot.phase == .ended ? await running.value : nil
    }
    if case .failure(let failure) = early { throw failure }
    let appearance = try Appearance(theme: theme, isScripted: false)
    let interface = UserInterface(
      .live(
        look(at: run, loaded, run.snapshot).history,
        LiveFeed { look(at: run, loaded, run.snapshot) }),
      title: try options.inputs.files().title, themes: appearance.themes,
      warnings: appearance.warnings + notes, configuration: appearance.configuration,
      start: try start.state(), typedTextsPath: typedTextsPath)
    // Before the screen, which gives the signals back to this. It closes on the first one.
    let interrupts = Interrupt.onEachRequest { if $0 != SIGHUP { Interrupt.leave() } }
    try show(interface)
    try finish(run, running)
    withExtendedLifetime(interrupts) {}
  }

  /// The state of a run as the screen shows it.
  private func look(
    at run: LiveRun, _ loaded: LoadedScenario, _ snapshot: LiveSnapshot
  ) -> LiveFeed.Look {
    let phase =
      switch snapshot.phase {
      case .connecting: "connecting"
      case .settingUp: "setting up models"
      case .running:
        snapshot.fallbacks.isEmpty
          ? "running" : "running, \(counted(snapshot.fallbacks.count, "fallback"))"
      case .cleaningUp: "cleaning up"
      case .ended: "over"
      }
    return LiveFeed.Look(
      history: History(
        scenario: loaded.scenario, options: run.options, trace: snapshot.growingTrace),
      time: snapshot.time, phase: phase, isOver: snapshot.phase == .ended,
      warnings: loaded.warnings.split(separator: "\n").map(String.init) + snapshot.warnings
        + (snapshot.failure.map { ["the run ended early: \($0.sentence)"] } ?? []))
  }

  /// Ends a run whose screen is closed, and writes its logs.
  private func finish(
    _ run: LiveRun, _ running: Task<Result<LiveOutcome, LiveFailure>, Never>
  ) throws {
    if run.snapshot.phase != .ended {
      printError("interrupted: removing instances; Ctrl-C leaves at once\n")
      run.stop()
    }
    let outcome = try waiting(for: { await running.value }).get()
    let finished = FinishedRun(outcome)
    try finished.keepLogs(in: output ?? ".")
    try printOutput(
      json ? finished.summary.json + "\n" : finished.report.joined(separator: "\n") + "\n")
    try finished.throwStatus(of: outcome)
  }
}
