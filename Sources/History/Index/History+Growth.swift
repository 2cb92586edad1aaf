public import Engine

extension History {
  /// Indexes what a simulation has done so far, and takes it over to let it go on.
  ///
  /// - Complexity: O(trace · log trace) of the events so far.
  public init(growing simulation: consuming Simulation) {
    var trace = Trace()
    simulation.exchangeTrace(with: &trace)
    self.init(scenario: simulation.scenario, options: simulation.options, trace: trace)
    failure = simulation.failure
    if simulation.nextEventTime != nil { ahead = simulation }
  }

  /// Whether no event is to come.
  public var isComplete: Bool { ahead == nil }

  /// Lets the run go on by up to a number of events.
  ///
  /// - Complexity: that of simulating them, and O(log trace) for each; O(trace) if a copy of the
  ///   history was made since the last growth.
  public mutating func grow(by eventCount: Int) {
    guard var simulation = ahead.take() else { return }
    reserveCapacity()
    trace.reserveCapacity(
      requests: scenario.requests.count, nodes: scenario.requests.nodeCount)
    simulation.exchangeTrace(with: &trace)
    var left = eventCount
    while left > 0, simulation.step() != nil { left -= 1 }
    simulation.exchangeTrace(with: &trace)
    failure = simulation.failure
    if simulation.nextEventTime != nil { ahead = simulation }
    noteNewEvents()
  }

  /// Lets the run go on to its end.
  public mutating func growToEnd() { grow(by: .max) }
}

// MARK: - What if

extension History {
  /// Returns the run as it was up to an event, to go on from there with a change.
  ///
  /// - Complexity: that of running so far, and O(trace).
  public func forked(after eventCount: Int, change: Change) -> Simulation {
    var fork = Simulation(
      repeating: eventCount, of: scenario, under: options, changes: trace.changes)
    fork.apply(change)
    return fork
  }

  /// Returns a run of the same scenario under other options, to compare this one with.
  ///
  /// That of a branch is the same as the branch up to where it branched off, so that the two differ
  /// in the options from there on and in nothing else. GPUs that the options do not have any longer
  /// are absent from there on.
  ///
  /// - Parameter options: with the same mode and rules.
  /// - Returns: the run before its first event, or just after the branch's last common one.
  /// - Complexity: that of running up to the branch.
  public func alternative(under options: Options) -> Simulation {
    guard let branch = trace.changes.last else {
      return Simulation(scenario: scenario, options: options)
    }
    var result = Simulation(
      repeating: branch.eventCount, of: scenario, under: branch.before,
      changes: Array(trace.changes.dropLast()))
    var wanted = options
    wanted.gpuCount = max(options.gpuCount, branch.before.gpuCount)
    wanted.absentGPUs.formUnion(options.gpuCount..<wanted.gpuCount)
    result.change(to: wanted)
    return result
  }
}
