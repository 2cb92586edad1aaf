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

  /// Does it piece by piece.
  ///
  /// - Parameters:
  ///   - report: Receives the opened run, its growth, and the progress.
  ///   - isCancelled: Returns whether the screen is closed.
  /// - Throws: What is wrong with the files.
  func run(_ report: (Report) -> Void, isCancelled: () -> Bool) throws {
    let loaded = try load()
    var history = loaded.start
    var isOpen = false
    history.growInPieces { share in
      if isOpen { report(.progress(work: 0, share)) }
      return !isCancelled()
    } piece: { history, isWhole in
      let warnings = isWhole ? review(history) : []
      if isOpen {
        report(.grown(history, isWhole: isWhole))
        if !warnings.isEmpty { report(.warnings(warnings)) }
      } else {
        isOpen = true
        report(
          .opened(
            Run(source: .simulation, history: history, isWhole: isWhole),
            warnings: loaded.warnings + warnings))
      }
    }
  }
}

extension Opening.Loaded {
  /// The run before its first event.
  fileprivate var start: History {
    History(growing: Simulation(scenario: scenario, options: options))
  }
}
