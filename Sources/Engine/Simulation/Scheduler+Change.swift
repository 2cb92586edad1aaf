extension Scheduler {
  /// Goes on under other options from the next input on.
  ///
  /// - Parameter options: with at least as many GPUs as before, and the same mode and rules.
  /// - Complexity: O(trace).
  mutating func change(to options: Options) {
    precondition(options.gpuCount >= self.options.gpuCount, "GPUs go by becoming absent")
    precondition(options.rules == self.options.rules, "the rules stay")
    let now = trace.events.last?.time ?? -.infinity
    trace.append(OptionsChange(eventCount: trace.events.count, before: self.options))
    running += repeatElement(WaitingNode(), count: options.gpuCount - running.count)
    self.options = options
    var latest = [Int?](repeating: nil, count: options.gpuCount)
    var isWaiting = [Bool](repeating: true, count: trace.readied.count)
    let decider = Decider(options, for: scenario)
    var queue = WaitingQueue(modelCount: scenario.models.count, lookahead: decider.lookahead)
    for (index, execution) in trace.executions.enumerated() {
      isWaiting[execution.readied] = false
      for gpu in execution.gpus { latest[gpu] = index }
      let event = trace.events[trace.dispatchEvent(of: index)]
      queue.noteTurn(of: scenario.model(of: trace.node(of: execution)), at: event.time)
    }
    let machine = Machine(
      restoring: latest.indices.compactMap { [trace, scenario] gpu in
        latest[gpu].map { trace.latestDispatch($0, to: gpu, in: scenario) }
      }, memory: MemoryState(after: trace, of: scenario, atEnd: options), for: scenario,
      shape: options.shape, rules: options.rules, eviction: options.policy.rule.eviction, at: now)
    situation = Situation(now: situation.now, machine: machine, queue: queue)
    ready = Self.queue(for: scenario, on: machine)
    self.decider = decider
    for entry in trace.readied.indices where isWaiting[entry] {
      let node = waitingNode(entry)
      if case .policy(let policy) = decider {
        enqueue(node, for: policy, since: trace.events[trace.readied[entry].event].time)
      } else {
        ready.append(node, model: workflows[Int(node.kind)].model)
      }
    }
  }
}
