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
}

/// The changes of residents that dispatches make.
package struct MemoryRules: Sendable {
  let tables: MemoryTables

  /// Prepares the rules of a machine.
  package init(_ scenario: Scenario, _ shape: MachineShape, eviction: EvictionOrder? = nil) {
    tables = MemoryTables(scenario, shape, eviction: eviction)
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

  // MARK: - Questions of the rules of `check`

  /// Removes models that were not used for too long from a GPU that is free.
  package func expire(_ residents: inout GPUResidents, at now: Double) {
    _ = residents.expire(at: now, tables)
  }

  /// The models that make way for a model that is not resident, in order; nil if it finds no room.
  ///
  /// Only for the orders that depend on the GPU alone.
  package func evictions(
    for model: ModelID, on gpu: Int, of residents: GPUResidents
  ) -> [ModelID]? {
    var evicted: [ModelID] = []
    // The order of the queue is not known here.
    let nextNeeds = [Int32](repeating: .max, count: tables.models.count)
    let view = EvictionView(tables: tables, nextNeeds: nextNeeds, host: nil)
    let fits = residents.visitEvicted(for: model, on: gpu, view) { evicted.append($0) }
    return fits ? evicted : nil
  }

  /// Whether evictions depend on the residents of the GPU alone.
  package var evictsByGPU: Bool {
    tables.residency == .one || tables.eviction == .lru || tables.eviction == .largest
  }

  /// The memory, in GB, that the residents of a GPU leave, and that a model takes.
  package func room(
    for model: ModelID, on gpu: Int, beside residents: GPUResidents
  ) -> (free: Double, needed: Double) {
    let weights = tables.models[model.index]
    guard tables.residency == .memory else { return (residents.list.isEmpty ? 1 : 0, 1) }
    return (tables.gpus[gpu].memory - residents.share(tables), weights.share)
  }

  /// The seconds in which a model that is not resident gets a GPU, from the host or from disk.
  package func seconds(
    toLoad model: ModelID, on gpu: Int, evicting evicted: [ModelID], isFromHost: Bool
  ) -> Double {
    let moved = evicted.reduce(0) { $0 + tables.models[$1.index].share }
    return tables.seconds(
      toLoad: model, on: gpu, evicting: evicted.isEmpty ? nil : moved, isFromHost: isFromHost)
  }

  /// Whether the memory of GPUs is counted; otherwise each holds one model.
  package var countsMemory: Bool { tables.residency == .memory }

  /// Whether the memory of the host is described.
  package var hasHostMemory: Bool { tables.hostMemory != nil }

  /// Whether a model never makes way.
  package func isPinned(_ model: ModelID) -> Bool { tables.models[model.index].isPinned }

  /// Whether a GPU is of a kind that a model runs on.
  package func isAllowed(_ model: ModelID, on gpu: Int) -> Bool {
    tables.isAllowed(model, on: gpu)
  }

  /// The speed of some GPUs, which is that of the slowest; 1 of none.
  package func speed(of gpus: [Int]) -> Double { gpus.map { tables.gpus[$0].speed }.min() ?? 1 }
}
