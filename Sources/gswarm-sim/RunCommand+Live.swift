import ArgumentParser
import Documents
import Engine
import Foundation
import History
import Live
import Workload

extension RunCommand {
  /// Runs the schedule against the model server.
  func runLive() throws {
    let loaded = try scenario.load(keepingCalls: true, keepingArrivals: true)
    let options = try scenario.options(for: loaded)
    try expect.check(in: loaded.scenario)
    let server = try live.settings()
    let folder = output ?? "."
    // Not at the end, when the measurements would be lost.
    try checkWritable(folder)
    let run = LiveRun(
      scenario: try live.scenario(of: loaded, rules: options.rules), inputs: loaded.scenario,
      options: options, calls: loaded.calls, server: server, timeScale: try live.load(scenario))
    // The reader of the output may go away; the instances still have to be removed.
    for number in [SIGPIPE, SIGXFSZ] { signal(number, SIG_IGN) }
    let interrupts = Interrupt.onRequest {
      printError("interrupted: removing instances; Ctrl-C again leaves at once\n")
      run.stop()
    }
    let printer = LivePrinter(
      run, EventLines(scenario: loaded.scenario, showsSwitches: server.backend == .gswarm),
      isSilent: quiet || json)
    var (outcome, failure) = try waiting {
      async let failure = printer.print()
      return (try await run.run(), await failure)
    }
    let finished = FinishedRun(outcome)
    // Measurements cannot be repeated: they are kept with --json too.
    try finished.keepLogs(in: folder)
    withExtendedLifetime(interrupts) {}
    if failure == nil, !quiet, !json {
      do { try printOutput(finished.events.lastLine) } catch { failure = error }
    }
    if let failure { throw failure }
    try printOutput(
      json ? finished.summary.json + "\n" : finished.report.joined(separator: "\n") + "\n")
    try expect.check(outcome.scenario, outcome.options, outcome.trace)
    try finished.throwStatus(of: outcome)
  }
}

/// Prints the events of a live run as they come.
private struct LivePrinter {
  private let run: LiveRun
  private let isSilent: Bool
  private var lines: EventLines
  private var shownWarnings = 0

  /// The number of warnings that are printed one by one.
  private static let printedWarnings = 20

  init(_ run: LiveRun, _ lines: EventLines, isSilent: Bool) {
    self.run = run
    self.isSilent = isSilent
    self.lines = lines
  }

  /// Prints until the run is over; stops the run if printing fails.
  consuming func print() async -> WriteFailure? {
    var failure: WriteFailure?
    for await _ in run.changes where failure == nil { failure = printNews() }
    failure = failure ?? printNews()
    let more = shownWarnings - Self.printedWarnings
    if more > 0 { printError("warning: … and \(more) more\n") }
    return failure
  }

  private mutating func printNews() -> WriteFailure? {
    let snapshot = run.snapshot
    for warning in snapshot.warnings.dropFirst(shownWarnings) {
      if shownWarnings < Self.printedWarnings { printError("warning: \(warning)\n") }
      shownWarnings += 1
    }
    guard !isSilent else { return nil }
    do {
      var stream = Documents.OutputStream.standardOutput()
      try lines.writeNew(of: snapshot.trace, to: &stream)
      try stream.flush()
      return nil
    } catch {
      run.stop()
      return error
    }
  }
}
