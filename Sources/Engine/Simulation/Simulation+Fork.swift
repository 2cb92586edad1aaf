/// What could be different from an event on.
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
    guard presentGPUCount > 1 else { return nil }
    return (0..<gpuCount).last { !absentGPUs.contains($0) }.map { .removeGPU($0) }
  }
}

extension Simulation {
  /// What would have happened: the same up to an event, and from there on with a change.
  ///
  /// The fork has handled `eventCount` events and can be run on. The first event that the change bears
  /// on is the one after them. A fork can be forked again.
  ///
  /// - Complexity: that of running so far, and O(trace).
  public func forked(after eventCount: Int, change: Change) -> Simulation {
    var changes = trace.changes[...]
    var fork = Simulation(scenario: scenario, options: changes.first?.before ?? options)
    while true {
      while let next = changes.first, next.eventCount == fork.trace.events.count,
        next.eventCount <= eventCount
      {
        changes.removeFirst()
        fork.scheduler.change(to: changes.first?.before ?? options)
      }
      guard fork.trace.events.count < eventCount, fork.step() != nil else { break }
    }
    fork.apply(change)
    return fork
  }

  /// Puts a change in force from the next event on.
  public mutating func apply(_ change: Change) {
    scheduler.change(to: options.changed(by: change))
  }
}
