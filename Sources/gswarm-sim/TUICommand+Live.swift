import ArgumentParser
import Documents
import Engine
import Foundation
import Live
import Synchronization
import TUI
import Workload

extension TUICommand {
  /// Runs the schedule against the model server and shows it as it happens.
  func runLive() async throws {
    let options = scenarioOrTour
    let loaded = try options.load(defaultGPUCount: Self.defaultGPUCount, keepingCalls: true)
    let run = LiveRun(
      scenario: loaded.scenario,
      options: options.options(gpuCount: loaded.gpuCount ?? Self.defaultGPUCount),
      calls: loaded.calls, server: try live.settings(), timeScale: live.timeScale)
    signal(SIGPIPE, SIG_IGN)
    let running = Task { () -> Result<LiveOutcome, LiveFailure> in
      do throws(LiveFailure) { return .success(try await run.run()) } catch {
        return .failure(error)
      }
    }
    // A server that is not there gets a sentence, not a screen.
    for await _ in run.changes where run.snapshot.phase != .connecting { break }
    if run.snapshot.phase == .ended, case .failure(let failure) = await running.value {
      throw failure
    }
    let appearance = try Appearance(theme: theme, isScripted: false)
    let interface = UserInterface(
      look(at: run, loaded, run.snapshot).history, title: title(of: options),
      themes: appearance.themes, configuration: appearance.configuration,
      feed: LiveFeed(look: { look(at: run, loaded, run.snapshot) }, stop: { run.stop() }))
    try await showOnThread(interface)
    try await finish(run, running)
  }

  /// What the screen sees of a run.
  private func look(
    at run: LiveRun, _ loaded: LoadedScenario, _ snapshot: LiveSnapshot
  ) -> LiveFeed.Look {
    let phase =
      switch snapshot.phase {
      case .connecting: "connecting"
      case .settingUp: "setting up models"
      case .running:
        snapshot.fallbacks.isEmpty ? "running" : "running, \(snapshot.fallbacks.count) fallbacks"
      case .cleaningUp: "cleaning up"
      case .ended: "over"
      }
    return LiveFeed.Look(
      history: History(
        scenario: loaded.scenario, options: run.options, trace: snapshot.growingTrace),
      time: snapshot.time, phase: phase, isOver: snapshot.phase == .ended,
      warnings: loaded.warnings.split(separator: "\n").map(String.init) + snapshot.warnings)
  }

  /// Shows the screen from a thread of its own: it waits for keys, which the run's tasks must not.
  private func showOnThread(_ interface: UserInterface) async throws {
    let settings = settings
    let failure = await withCheckedContinuation { continuation in
      let thread = Thread {
        do throws(DisplayFailure) {
          try interface.run(settings)
          continuation.resume(returning: DisplayFailure?.none)
        } catch {
          continuation.resume(returning: error)
        }
      }
      thread.stackSize = 8 << 20
      thread.start()
    }
    if let failure {
      complain("error: \(visible(failure.sentence))\n")
      throw ExitCode.unavailable
    }
  }

  /// Ends a run that the user has quit, and writes what came of it.
  private func finish(
    _ run: LiveRun, _ running: Task<Result<LiveOutcome, LiveFailure>, Never>
  ) async throws {
    let interrupts = Interrupt.onRequest {}
    if run.snapshot.phase != .ended {
      complain("interrupted: deleting instances; Ctrl-C twice leaves at once\n")
      run.stop()
    }
    let outcome = try await running.value.get()
    withExtendedLifetime(interrupts) {}
    let finished = FinishedRun(outcome)
    try finished.writeLogs(to: output ?? ".")
    try say(
      json ? finished.summary.json + "\n" : finished.report.joined(separator: "\n") + "\n")
    if outcome.isInterrupted { throw ExitCode.interrupted }
    if !finished.metrics.stranded.isEmpty { throw ExitCode.stranded }
  }
}
