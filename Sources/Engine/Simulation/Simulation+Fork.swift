/// A difference of a branch from its parent run.
public enum Change: Hashable, Sendable {
  /// Another policy decides.
  case policy(Policy)
  /// There is one more GPU, with a number after all others.
  case addGPU
  /// A GPU gets no more nodes; what runs there ends.
  case removeGPU(Int)
}

extension Options {
  /// The options with a change.
  public func changed(by change: Change) -> Options {
    var result = self
    switch change {
    case .policy(let policy): result.policy = policy
    case .addGPU: result.gpuCount += 1
    case .removeGPU(let gpu): result.absentGPUs.insert(gpu)
    }
    return result
  }

  /// The change that leaves one GPU fewer: the last one that is there goes; nil if it is the only one.
  public var oneGPUFewer: Change? {
    guard shape.presentCount > 1 else { return nil }
    return (0..<gpuCount).last { !shape.isAbsent($0) }.map { .removeGPU($0) }
  }
}

extension Simulation {
  /// Returns a copy of the run that is the same up to an event, and has a change from there on.
  ///
  /// The fork has handled `eventCount` events and can be run on. The first event that the change bears
  /// on is the one after them. A fork can be forked again.
  ///
  /// - Complexity: that of running so far, and O(trace).
  public func forked(after eventCount: Int, change: Change) -> Simulation {
    var fork = Simulation(
      repeating: eventCount, of: scenario, under: options, changes: trace.changes)
    fork.apply(change)
    return fork
  }

  /// Runs the first events of a recorded run again, under the options that were in force at each.
  ///
  /// - Parameters:
  ///   - eventCount: the number of events.
  ///   - scenario: what was simulated.
  ///   - options: the options at the end of the recorded run.
  ///   - changes: the points at which its options changed.
  package init(
    repeating eventCount: Int, of scenario: Scenario, under options: Options,
    changes: [OptionsChange]
  ) {
    var changes = changes[...]
    self.init(scenario: scenario, options: changes.first?.before ?? options)
    while true {
      while let next = changes.first, next.eventCount == trace.events.count,
        next.eventCount <= eventCount
      {
        changes.removeFirst()
        change(to: changes.first?.before ?? options)
      }
      guard trace.events.count < eventCount, step() != nil else { break }
    }
  }

  /// Goes on under other options from the next event on.
  ///
  /// - Parameter options: with at least as many GPUs as before, and the same mode and rules.
  package mutating func change(to options: Options) { scheduler.change(to: options) }

  /// Puts a change in force from the next event on.
  public mutating func apply(_ change: Change) { self.change(to: options.changed(by: change)) }
}
