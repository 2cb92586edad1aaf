import Engine

extension Audit {
  /// Follows the residents of all GPUs, and compares kinds, evictions, origins of weights and costs with
  /// the inputs.
  ///
  /// The memory of the host is a matter of the order of all dispatches, which a log does not tell
  /// where several are at one time: of it `checkSchedule` knows more.
  mutating func checkMachine(
    _ machine: inout AuditedMachine, _ inputs: ResolvedLog, in scenario: Scenario
  ) {
    guard statesRules || log.executions.contains(where: { $0.switchTime ?? 0 > 0 }) else { return }
    if let stated = log.summary.machine, stated.withoutGPUCount != scenario.hardware.withoutGPUCount
    {
      violations.append(.machine)
    }
    for index in log.executionsByStart {
      guard let node = inputs.nodes[index] else { continue }
      let model = scenario.model(of: node)
      let gpus = group(of: log.executions[index], required: scenario[model].gpusRequired)
      check(index, model, on: gpus, &machine, in: scenario)
    }
  }

  private mutating func check(
    _ index: Int, _ model: ModelID, on gpus: [Int], _ machine: inout AuditedMachine,
    in scenario: Scenario
  ) {
    let execution = log.executions[index]
    let now = machine.eventTime(
      near: execution.occupiedFrom, within: Self.slack(at: execution.occupiedFrom))
    var costs = (host: 0.0, disk: 0.0)
    var (isResident, hasEmpty): (Bool, Bool) = (true, false)
    var expected: [EvictedModel] = []
    let stated = statedEvictions(index, in: scenario)
    for gpu in gpus {
      if !machine.rules.isAllowed(model, on: gpu) {
        violations.append(.kind(execution: index, gpu: gpu))
      }
      machine.rules.expire(&machine.state.gpus[gpu], at: now)
      let residents = machine.state.gpus[gpu]
      if residents.contains(model) { continue }
      isResident = false
      hasEmpty = hasEmpty || residents.list.isEmpty
      let own = stated.map { $0.filter { $0.gpu == gpu }.map(\.model) }
      let evicted = evictions(index, model, on: gpu, residents, stated: own, machine, in: scenario)
      expected += evicted.map { EvictedModel(gpu: gpu, model: $0) }
      func seconds(_ isFromHost: Bool) -> Double {
        machine.rules.seconds(
          toLoad: model, on: gpu, evicting: evicted, isFromHost: isFromHost)
      }
      let usesHost = machine.rules.hasHostMemory || !residents.list.isEmpty
      costs.host = max(costs.host, seconds(usesHost))
      costs.disk = max(costs.disk, machine.rules.hasHostMemory ? seconds(false) : seconds(usesHost))
      for leaving in evicted { machine.state.gpus[gpu].remove(leaving) }
    }
    for gpu in gpus { machine.state.gpus[gpu].use(model, until: execution.endTime) }
    if let stated, Set(stated.map(\.gpu)).isSubset(of: gpus), stated != expected,
      Set(stated) == Set(expected)
    {
      violations.append(.evicted(execution: index, expected: names(expected, in: scenario)))
    }
    compareFirstEviction(index, expected, in: scenario)
    var sources: [String]
    if gpus.isEmpty {
      sources = ["none"]
    } else if isResident {
      sources = ["resident"]
    } else if machine.rules.hasHostMemory {
      sources = ["host", "disk"]
    } else {
      sources = [hasEmpty ? "disk" : "host"]
    }
    compareOrigin(index, sources, costs, isResident: isResident)
  }

  /// Compares the origin of weights, and the cost that follows from it.
  private mutating func compareOrigin(
    _ index: Int, _ sources: [String], _ costs: (host: Double, disk: Double), isResident: Bool
  ) {
    let execution = log.executions[index]
    let source = execution.source.map { log.loadSources.names[$0] }
    if let source, !sources.contains(source) {
      violations.append(.source(execution: index, expected: sources[0]))
      return
    }
    guard !isMeasured, let seconds = execution.switchTime else { return }
    let expected = isResident ? 0 : source == "disk" ? costs.disk : costs.host
    if Self.agree(expected, seconds) { return }
    let other = source == "disk" ? costs.host : costs.disk
    if Self.agree(other, seconds), sources.count > 1 {
      guard let source else { return }
      violations.append(.source(execution: index, expected: source == "disk" ? "host" : "disk"))
    } else {
      violations.append(.switchCost(execution: index, expected: expected))
    }
  }

  /// Compares the first evicted model with the one that the log names beside all of them.
  private mutating func compareFirstEviction(
    _ index: Int, _ expected: [EvictedModel], in scenario: Scenario
  ) {
    guard log.summary.backend != "openai", let stated = log.executions[index].switchFrom else {
      return
    }
    let first = expected.first.map { scenario[$0.model].id }
    if stated.map({ log.models.names[$0] }) != first {
      violations.append(.switchFrom(execution: index, expected: first))
    }
  }

  /// The evicted models that a log states; nil if it does not say.
  private func statedEvictions(_ index: Int, in scenario: Scenario) -> [EvictedModel]? {
    guard let range = log.executions[index].evictions else { return nil }
    return log.evictions[range].compactMap { evicted in
      scenario.models.firstIndex { $0.id == log.models.names[evicted.model] }
        .map { EvictedModel(gpu: Int(evicted.gpu), model: ModelID($0)) }
    }
  }

  private func names(_ evicted: [EvictedModel], in scenario: Scenario) -> [String] {
    evicted.map { "\($0.gpu):\(scenario[$0.model].id)" }
  }

  /// Checks the models that make way on a GPU; returns those that are gone, by the rules or as stated
  /// where the rules leave a choice.
  private mutating func evictions(
    _ index: Int, _ model: ModelID, on gpu: Int, _ residents: GPUResidents, stated: [ModelID]?,
    _ machine: AuditedMachine, in scenario: Scenario
  ) -> [ModelID] {
    func report(_ expected: [ModelID]) {
      let evicted = expected.map { EvictedModel(gpu: gpu, model: $0) }
      violations.append(.evicted(execution: index, expected: names(evicted, in: scenario)))
    }
    let usual = machine.rules.evictions(for: model, on: gpu, of: residents)
    guard let stated else { return usual ?? [] }
    if let pinned = stated.first(where: machine.rules.isPinned) {
      violations.append(.pinned(execution: index, model: scenario[pinned].id))
      return usual ?? stated
    }
    if machine.rules.evictsByGPU, let usual {
      if stated != usual { report(usual) }
      return usual
    }
    var staying = residents
    for leaving in stated {
      let room = machine.rules.room(for: model, on: gpu, beside: staying)
      guard room.needed > room.free, staying.contains(leaving) else {
        report(usual ?? [])
        return stated
      }
      staying.remove(leaving)
    }
    let room = machine.rules.room(for: model, on: gpu, beside: staying)
    if room.needed > room.free {
      violations.append(
        .memory(execution: index, gpu: gpu, needed: room.needed, free: max(0, room.free)))
    }
    return stated
  }

  /// Checks what a log alone tells of the preparation of GPUs.
  mutating func checkPreparations() {
    for (index, execution) in log.executions.enumerated() {
      let gpus = log.gpus(of: execution)
      let evicted = execution.evictions.map { log.evictions[$0] }
      if let evicted, !evicted.allSatisfy({ gpus.contains($0.gpu) }) {
        violations.append(.evicted(execution: index, expected: []))
      } else if let evicted, let stated = execution.switchFrom, stated != evicted.first?.model {
        violations.append(
          .switchFrom(
            execution: index, expected: evicted.first.map { log.models.names[$0.model] }))
      }
      guard let source = execution.source.map({ log.loadSources.names[$0] }) else { continue }
      if (source == "none") != gpus.isEmpty {
        violations.append(
          .source(execution: index, expected: gpus.isEmpty ? "none" : "resident"))
      } else if source == "none" || source == "resident", !isMeasured,
        let seconds = execution.switchTime, seconds > Self.tolerance
      {
        violations.append(.switchCost(execution: index, expected: 0))
      }
    }
  }

  /// Whether the log tells the origins of weights, or describes a machine that is not the plain one.
  var tellsPreparations: Bool {
    log.summary.machine != nil
      || log.executions.contains { $0.source != nil || $0.evictions != nil }
  }

  /// Compares the numbers of loads with the executions.
  mutating func checkLoads() {
    let sources = log.executions.map { $0.source.map { log.loadSources.names[$0] } }
    guard !sources.contains(nil) else { return }
    compare("loads_from_disk", log.summary.loadsFromDisk, sources.count { $0 == "disk" })
    compare("loads_from_host", log.summary.loadsFromHost, sources.count { $0 == "host" })
  }
}

extension Hardware {
  /// The machine without the number of GPUs, which the log has elsewhere.
  fileprivate var withoutGPUCount: Hardware {
    var result = self
    result.gpuCount = nil
    return result
  }
}
