public import Engine
public import History

/// A scenario to be simulated while the screen is open already.
public struct Opening: Sendable {
  /// The contents of the files.
  public struct Loaded: Sendable {
    /// The scenario to simulate.
    public var scenario: Scenario
    /// The options of the run.
    public var options: Options
    /// The warnings about the files, line by line.
    public var warnings: [String]

    /// Collects them.
    public init(scenario: Scenario, options: Options, warnings: [String] = []) {
      self.scenario = scenario
      self.options = options
      self.warnings = warnings
    }
  }

  /// Reads the files.
  public var load: @Sendable () throws -> Loaded
  /// Returns the warnings about the whole run, line by line.
  public var review: @Sendable (History) -> [String]

  /// Makes an opening.
  public init(
    load: @escaping @Sendable () throws -> Loaded,
    review: @escaping @Sendable (History) -> [String] = { _ in [] }
  ) {
    self.load = load
    self.review = review
  }
}

extension Opening {
  /// Does all of it at once.
  func run() throws -> (run: Run, warnings: [String]) {
    let loaded = try load()
    var history = loaded.start
    history.growToEnd()
    return (Run(source: .simulation, history: history), loaded.warnings + review(history))
  }

  /// Does it while the screen looks on.
  ///
  /// - Parameters:
  ///   - interval: The shortest time between two reports of progress: at each the screen is drawn anew,
  ///     and the run waits meanwhile.
  ///   - report: Receives the opened run, the progress, and the whole run.
  ///   - isCancelled: Returns whether the screen is closed.
  /// - Throws: What is wrong with the files.
  func run(
    every interval: Duration = .milliseconds(50), _ report: (Report) -> Void,
    isCancelled: () -> Bool
  ) throws {
    let loaded = try load()
    let start = loaded.start
    let expected = max(start.expectedEventCount, 1)
    let growing = GrowingHistory(consume start)
    var reported: ContinuousClock.Instant?
    var count = 0
    while growing.grow(by: Self.stride) {
      guard !isCancelled() else { return }
      count += Self.stride
      if let last = reported {
        guard ContinuousClock.now - last >= interval else { continue }
        report(.progress(work: 0, min(Double(count) / Double(expected), 1)))
      } else {
        report(.opened(.growing, growth: growing, warnings: loaded.warnings))
      }
      reported = .now
    }
    let whole = growing.withHistory { $0 }
    let warnings = review(whole)
    if reported == nil {
      let run = Run(source: .simulation, history: whole)
      report(.opened(run, growth: nil, warnings: loaded.warnings + warnings))
    } else {
      report(.grown(whole))
      if !warnings.isEmpty { report(.warnings(warnings)) }
      report(.switches(whole.switchesByEnd, run: 0))
    }
  }

  private static let stride = 1 << 12
}

extension Opening.Loaded {
  /// The run before its first event.
  fileprivate var start: History {
    History(growing: Simulation(scenario: scenario, options: options))
  }
}

extension Run {
  /// A run that is simulated, without its history: that is lent to the screen.
  fileprivate static var growing: Run {
    Run(source: .simulation, history: .empty, isWhole: false)
  }
}
