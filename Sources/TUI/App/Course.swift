import Engine
import History

/// The options that a simulated run began with, and the changes since: enough to run it again.
struct Course: Sendable {
  /// A change that is in force after a number of events.
  struct Turn: Hashable, Sendable {
    let eventCount: Int
    let change: Change
  }

  let scenario: Scenario
  let options: Options
  private(set) var turns: [Turn] = []

  init(_ scenario: Scenario, _ options: Options) {
    self.scenario = scenario
    self.options = options
  }

  /// The options after all changes.
  var finalOptions: Options { turns.reduce(options) { $0.changed(by: $1.change) } }

  /// The events before the last change; 0 without one.
  var lastTurn: Int { turns.last?.eventCount ?? 0 }

  /// The same course up to a number of events, and from there on with some changes.
  func branched(after eventCount: Int, _ changes: [Change]) -> Course {
    var branch = self
    branch.turns.removeAll { $0.eventCount > eventCount }
    branch.turns += changes.map { Turn(eventCount: eventCount, change: $0) }
    return branch
  }

  /// The same course with further changes where the last one is.
  func continued(_ changes: [Change]) -> Course {
    var longer = self
    longer.turns += changes.map { Turn(eventCount: lastTurn, change: $0) }
    return longer
  }

  /// The course with other options from its start.
  func restarted(with options: Options) -> Course { Course(scenario, options) }
}

// MARK: - Running

extension Course {
  /// The number of events if all nodes run.
  var expectedEventCount: Int { scenario.requests.count + scenario.requests.nodeCount }

  /// Simulates the course to its end.
  ///
  /// - Parameter report: Receives the share of the expected events from time to time; returns whether to go on.
  /// - Returns: The whole run; nil if `report` returned false.
  func simulated(_ report: (Double) -> Bool = { _ in true }) -> History? {
    var simulation = Simulation(scenario: scenario, options: options)
    guard run(&simulation, to: .max, report) else { return nil }
    return History(of: simulation)
  }

  /// Simulates the course and hands out what is known of it in growing pieces, each twice the last one.
  ///
  /// A piece that somebody holds is copied when the run grows; doubling keeps that proportional to the run.
  ///
  /// - Parameters:
  ///   - progress: Receives the share of the expected events; returns whether to go on.
  ///   - piece: Receives the run so far, and whether that is all of it.
  func simulated(
    _ progress: (Double) -> Bool, piece: (_ run: History, _ isWhole: Bool) -> Void
  ) {
    var simulation = Simulation(scenario: scenario, options: options)
    var history = History(
      scenario: scenario, options: finalOptions, trace: simulation.trace)
    var end = Self.firstPiece
    while true {
      guard run(&simulation, to: end, progress) else { return }
      history.extend(to: simulation.trace)
      let isWhole = simulation.nextEventTime == nil
      piece(history, isWhole)
      if isWhole { return }
      end *= 2
    }
  }

  private static let firstPiece = 1 << 14
  private static let stride = 1 << 12

  /// Handles events up to a number of them; false if `report` ended it.
  private func run(
    _ simulation: inout Simulation, to end: Int, _ report: (Double) -> Bool
  ) -> Bool {
    var count = simulation.trace.events.count
    var changes = turns.drop { $0.eventCount < count }
    while count < end {
      while let next = changes.first, next.eventCount == count {
        simulation.apply(next.change)
        changes.removeFirst()
      }
      if count.isMultiple(of: Self.stride),
        !report(Double(count) / Double(max(expectedEventCount, 1)))
      {
        return false
      }
      guard simulation.step() != nil else { break }
      count += 1
    }
    return true
  }
}
