/// The models on all GPUs, and those that the host keeps, without what follows from them.
package struct MemoryState: Sendable {
  /// For each GPU its models.
  package var gpus: [GPUResidents]
  /// Nil if the host is not described.
  package var host: HostMemory?

  package init(gpus: [GPUResidents], host: HostMemory?) { (self.gpus, self.host) = (gpus, host) }

  /// The state at the start of a run: preloaded models, each at no cost.
  ///
  /// Preloads beyond the number of GPUs at the start are left out.
  package init(startOf scenario: Scenario, gpuCount: Int) {
    let rules = MemoryRules(scenario, MachineShape(gpuCount: gpuCount))
    gpus = [GPUResidents](repeating: GPUResidents(), count: gpuCount)
    host = scenario.hardware.hostMemoryGB.map(HostMemory.init)
    for (index, model) in scenario.models.enumerated() where model.gpusRequired > 0 {
      let present = model.preload.filter { (0..<gpuCount).contains($0) }
      for gpu in present { gpus[gpu].use(ModelID(index), until: 0) }
      if !present.isEmpty { rules.use([], ModelID(index), of: &host) }
    }
  }

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

/// The changes of residents that dispatches make.
package struct MemoryRules: Sendable {
  private let tables: MemoryTables

  /// Prepares the rules of a machine.
  package init(_ scenario: Scenario, _ shape: MachineShape) {
    tables = MemoryTables(scenario, shape, eviction: nil)
  }

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

  /// Changes the memory of the host by a dispatch of a model for which others make way.
  ///
  /// - Complexity: O(models) for each of them.
  package func use(_ evicted: [ModelID], _ model: ModelID, of host: inout HostMemory?) {
    guard host != nil else { return }
    if tables.offloads {
      for leaving in evicted { host?.use(leaving, tables) }
    }
    host?.use(model, tables)
  }
}
