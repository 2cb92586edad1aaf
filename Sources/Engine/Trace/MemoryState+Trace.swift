// The models in memory, as the dispatches of a trace leave them.

extension MemoryState {
  /// The state after all dispatches of a trace; nil on a plain machine.
  ///
  /// GPUs that joined later were empty then; `options` are those at the end.
  ///
  /// - Complexity: O(dispatches · models).
  package init?(after trace: Trace, of scenario: Scenario, atEnd options: Options) {
    guard !scenario.hasPlainMachine else { return nil }
    let rules = MemoryRules(scenario, options.shape)
    self.init(startOf: scenario, gpuCount: (trace.changes.first?.before ?? options).gpuCount)
    gpus += repeatElement(GPUResidents(), count: max(0, options.gpuCount - gpus.count))
    for (index, execution) in trace.executions.enumerated() where !execution.gpus.isEmpty {
      let model = scenario.model(of: trace.node(of: execution))
      for gpu in execution.gpus {
        rules.note(index, of: trace, model: model, on: gpu, of: &gpus[gpu])
      }
      rules.use(trace.evicted(by: index).map(\.model), model, of: &host)
    }
  }
}

extension MemoryRules {
  /// Changes the residents of a GPU by a dispatch to it.
  ///
  /// - Complexity: O(residents + evicted models), O(log events) if models expire.
  package func note(
    _ index: Int, of trace: Trace, model: ModelID, on gpu: Int, of residents: inout GPUResidents
  ) {
    if tables.keepAlive < .infinity {
      _ = residents.expire(at: trace.events[trace.dispatchEvent(of: index)].time, tables)
    }
    for evicted in trace.evicted(by: index) where evicted.gpu == gpu {
      residents.remove(evicted.model)
    }
    residents.use(model, until: trace.executions[index].end)
  }
}
