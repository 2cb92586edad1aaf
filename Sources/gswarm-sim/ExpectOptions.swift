import ArgumentParser
import Documents
import Engine
import History
import Workload

extension MeasureTest {
  /// Returns the test that the command line gives.
  static func named(_ text: String) throws(UsageError) -> MeasureTest {
    let text = try Limit.textBytes.text(text)
    do { return try MeasureTest(text) } catch { throw .measure(error) }
  }
}

extension Sequence<RunMeasure> {
  /// Throws if a measure names a workflow or model that a scenario does not have.
  func check(in scenario: Scenario) throws(CommandFailure) {
    do throws(MeasureFault) {
      for measure in self { try measure.check(in: scenario) }
    } catch {
      throw .measure(error)
    }
  }
}

/// The tests that a run is to pass.
struct ExpectOptions: ParsableArguments {
  @Option(
    name: .customLong("expect"),
    help: ArgumentHelp(
      "A test that the run is to pass, as in 'p95<60', 'attain(30)>0.99', 'switches<200'; may be "
        + "repeated. Exit status 1 if it fails.", valueName: "test"),
    transform: MeasureTest.named)
  var tests: [MeasureTest] = []

  /// Throws if a test names a workflow or model that a scenario does not have.
  func check(in scenario: Scenario) throws(CommandFailure) {
    try tests.map(\.measure).check(in: scenario)
  }

  /// Prints a sentence on standard error for each test that a run fails; throws if there is one.
  func check(_ scenario: Scenario, _ options: Options, _ trace: Trace) throws {
    guard !tests.isEmpty else { return }
    var run = MeasuredRun(scenario: scenario, options: options, trace: trace)
    let failures = tests.compactMap { run.failure(of: $0) }
    for failure in failures { printError("failed: \(visible(failure))\n") }
    if !failures.isEmpty { throw ExitCode.checkFailed }
  }

  /// The number of failed tests of a comparison that are named.
  private static let namedFailures = 20

  /// Prints the tests that runs of a comparison fail; throws if there are any.
  func report(_ failures: FailedTests, _ plan: ComparisonPlan) throws {
    let lines = failures.all.flatMap { cell, sentences in
      sentences.map { "failed: [\(plan.identity(of: cell))] \($0)" }
    }
    for line in lines.prefix(Self.namedFailures) { printError(visible(line) + "\n") }
    let rest = lines.count - Self.namedFailures
    if rest > 0 { printError("… and \(rest) more\n") }
    if !lines.isEmpty { throw ExitCode.checkFailed }
  }
}
