public import Engine

/// The rules of `check`: everything that must hold of the log of a schedule.
///
/// A log that states its rules, as this program's do, is held to them. Of any other log only what is
/// true of every schedule is expected: programs differ in what they call waiting, in the cost of a
/// switch, and in the nodes that they leave out.
public struct Audit: Sendable {
  /// The tolerance for times, in seconds.
  static let tolerance = 1e-6

  /// The log.
  public let log: ExecutionLog
  /// The violations, in the order of the rules.
  public internal(set) var violations: [Violation] = []

  /// Checks a log, by itself or against the inputs of its run.
  ///
  /// A log that does not state its mode counts as offline; of one that does not state its rules,
  /// anything is right that either reading of the rules allows.
  ///
  /// - Complexity: O(n log n) in the executions, plus O(nodes and edges of all requests); where the
  ///   schedule itself can be checked, plus the time of simulating it.
  public init(_ log: ExecutionLog, against scenario: Scenario? = nil) {
    self.log = log
    var machine = scenario.flatMap { AuditedMachine(log, in: $0) }
    let inputs = scenario.map { ResolvedLog(log, in: $0) }
    checkTimes()
    let hasOverlaps = checkOverlaps(inputs, in: scenario)
    checkGPUs()
    checkRepetition()
    guard let inputs, let scenario else {
      checkWorkflows()
      // The model on a GPU with two executions at once is not known.
      if tellsPreparations {
        checkPreparations()
      } else if !hasOverlaps {
        checkSwitches()
      }
      checkSummary()
      checkUnfinished()
      if violations.isEmpty { checkStatistics() }
      return
    }
    checkNames(inputs, in: scenario)
    checkOrder(inputs, in: scenario)
    checkEstimates(inputs, in: scenario, machine)
    if !hasOverlaps {
      if var known = machine {
        checkMachine(&known, inputs, in: scenario)
        machine = known
      } else {
        checkSwitches(inputs, in: scenario)
      }
    }
    checkSummary()
    // Against the wrong inputs every count is off; the names say it better.
    guard inputs.nodes.allSatisfy({ $0 != nil }) else { return }
    checkCompleteness(inputs, in: scenario, machine)
    // Sums over wrong times, and a schedule of wrong nodes, would only repeat what is found.
    if violations.isEmpty { checkStatistics(inputs, in: scenario) }
    if violations.isEmpty { checkSchedule(inputs, in: scenario) }
  }

  /// Whether the log states its rules, and so is to be held to all of them.
  var statesRules: Bool { log.summary.rules != nil }

  /// Whether times were measured on a model server.
  var isMeasured: Bool { log.summary.simulate ?? false }

  /// The rules that the log may have followed.
  var readings: [Rules] { log.summary.rules.map { [$0] } ?? Rules.allCases }

  /// The tolerance for times of the size of `time`, at which doubles may be coarser than the usual one.
  static func slack(at time: Double) -> Double { max(tolerance, 8 * time.magnitude.ulp) }

  /// Whether two times of about the same size agree.
  static func agree(_ a: Double, _ b: Double) -> Bool {
    abs(a - b) <= slack(at: max(a.magnitude, b.magnitude))
  }
}
