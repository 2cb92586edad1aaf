import Engine

/// The models on the GPUs and in the memory of the host at any point of a run.
///
/// Only for machines on which memory, kinds of GPUs or steps without GPUs play a part.
///
/// Memory: for each 16 dispatches to a GPU 16 bytes for each of its residents, for each 64 dispatches 4
/// bytes for each model on the host.
struct ResidentHistory: Sendable {
  private static let gpuDistance = 16
  private static let hostDistance = 64

  private let rules: MemoryRules
  private var gpus: [Course<GPUResidents>]
  private var host: Course<HostMemory?>
  /// The dispatches that take GPUs, of which the memory of the host is a consequence.
  private var dispatches: [Int32] = []

  /// A state that changes step by step, and copies of it from which any other is a few steps away.
  private struct Course<State: Sendable>: Sendable {
    /// The state before the latest step.
    var latest: State
    /// The states before each step whose number is a multiple of the distance.
    var milestones: [State] = []
  }

  /// Describes a run before its first dispatch; nil on a plain machine.
  init?(_ scenario: Scenario, _ options: Options, startGPUCount: Int) {
    guard !scenario.hasPlainMachine else { return nil }
    rules = MemoryRules(scenario, options.shape)
    let start = MemoryState(startOf: scenario, gpuCount: startGPUCount)
    gpus = (0..<options.gpuCount).map {
      Course(latest: $0 < startGPUCount ? start.gpus[$0] : GPUResidents())
    }
    host = Course(latest: start.host)
  }

  /// Notes a dispatch, which is the latest entry of its GPUs.
  ///
  /// - Complexity: O(residents) for each GPU, and O(models) for each evicted model.
  mutating func note(_ index: Int, _ model: ModelID, in history: History) {
    let execution = history.trace.executions[index]
    guard !execution.gpus.isEmpty else { return }
    for gpu in execution.gpus {
      let entries = history.gpus[gpu].entries
      // Only now is it certain when the entry before ended.
      if entries.count > 1 {
        let before = entries[entries.count - 2]
        rules.note(
          before.execution, of: history.trace, model: before.model, on: gpu,
          of: &gpus[gpu].latest)
      }
      if (entries.count - 1).isMultiple(of: Self.gpuDistance) {
        gpus[gpu].milestones.append(gpus[gpu].latest)
      }
    }
    if dispatches.count.isMultiple(of: Self.hostDistance) { host.milestones.append(host.latest) }
    dispatches.append(Int32(truncatingIfNeeded: index))
    rules.use(history.trace.evicted(by: index).map(\.model), model, of: &host.latest)
  }

  /// The state after the first dispatches of the trace, with models that have expired since.
  ///
  /// - Complexity: O((GPUs + models) · log trace).
  func state(afterExecutions count: Int, gpuCount: Int, in history: History) -> MemoryState {
    MemoryState(
      gpus: (0..<gpuCount).map { residents(of: $0, afterExecutions: count, in: history) },
      host: hostMemory(afterExecutions: count, in: history))
  }

  private func residents(
    of gpu: Int, afterExecutions count: Int, in history: History
  ) -> GPUResidents {
    let lane = history.gpus[gpu]
    let known = lane.count(amongExecutions: count)
    guard known > 0 else { return gpus[gpu].milestones.first ?? gpus[gpu].latest }
    let milestone = (known - 1) / Self.gpuDistance
    var result = gpus[gpu].milestones[milestone]
    for entry in lane.entries[milestone * Self.gpuDistance..<known] {
      rules.note(
        entry.execution, of: history.trace, model: entry.model, on: gpu, of: &result)
    }
    return result
  }

  private func hostMemory(afterExecutions count: Int, in history: History) -> HostMemory? {
    let known = dispatches.partitionPoint { Int($0) >= count }
    guard known > 0 else { return host.milestones.first ?? host.latest }
    let milestone = (known - 1) / Self.hostDistance
    var result = host.milestones[milestone]
    guard result != nil else { return nil }
    for index in dispatches[milestone * Self.hostDistance..<known] {
      let execution = history.trace.executions[Int(index)]
      rules.use(
        history.trace.evicted(by: Int(index)).map(\.model), history.model(of: execution),
        of: &result)
    }
    return result
  }
}
