package import Engine

/// The rules of machines with memory, kinds of GPUs and steps without GPUs, written down as plainly as
/// can be: everything is searched for anew, in whole lists.
package struct NaiveMachine {
  /// A dispatch.
  package struct Row: Equatable {
    package var node: RequestNode
    package var gpus: [Int]
    package var ready: Double
    package var start: Double
    package var end: Double
    package var switchTime: Double
    package var executionTime: Double
    package var source: LoadSource
    package var evicted: [EvictedModel]

    /// Whether a dispatch of a trace is this one; a trace of a plain machine tells no evictions.
    package func isDispatch(_ index: Int, of trace: Trace) -> Bool {
      let execution = trace.executions[index]
      let isPrepared =
        !trace.hasPreparations
        || (trace.source(of: index) == source && Array(trace.evicted(by: index)) == evicted)
      return isPrepared && trace.node(of: execution) == node && Array(execution.gpus) == gpus
        && trace.readyTime(of: execution) == ready && execution.start == start
        && execution.end == end && execution.switchTime == switchTime
        && execution.executionTime == executionTime
    }
  }

  private struct Held {
    var model: Int
    var lastUse: Double
  }

  private struct Waiting {
    var node: RequestNode
    var ready: Double
  }

  private enum Happening {
    case arrival(RequestID)
    case completion(Int)
  }

  package private(set) var rows: [Row] = []
  private let scenario: Scenario
  private let options: Options
  private var held: [[Held]]
  private var lastEnd: [Double]
  private var host: [Int] = []
  private var queue: [Waiting] = []
  private var readied: Set<RequestNode> = []
  private var completed: Set<RequestNode> = []

  package init(scenario: Scenario, options: Options) {
    self.scenario = scenario
    self.options = options
    held = [[Held]](repeating: [], count: options.gpuCount)
    lastEnd = [Double](repeating: 0, count: options.gpuCount)
    preload()
    simulate()
  }

  private var hardware: Hardware { scenario.hardware }
  private var hasMemory: Bool { hardware.residency == .memory }

  // MARK: - What is where

  private mutating func preload() {
    for (index, model) in scenario.models.enumerated() where model.gpusRequired > 0 {
      var isThere = false
      for gpu in model.preload where gpu < options.gpuCount {
        held[gpu].append(Held(model: index, lastUse: 0))
        isThere = true
      }
      if isThere { keepOnHost(index) }
    }
  }

  private func kind(_ gpu: Int) -> GPUKind? {
    var names: [GPUKind] = []
    for kind in hardware.kinds { names += Array(repeating: kind, count: kind.count) }
    return gpu < names.count ? names[gpu] : names.last
  }

  private func memory(_ gpu: Int) -> Double {
    kind(gpu)?.memoryGB ?? hardware.gpuMemoryGB ?? .infinity
  }

  private func share(_ model: Int) -> Double {
    let required = scenario.models[model].gpusRequired
    return hasMemory && required > 1
      ? scenario.models[model].memoryGB / Double(required) : scenario.models[model].memoryGB
  }

  private func isFree(_ gpu: Int, _ now: Double) -> Bool { lastEnd[gpu] <= now }

  private mutating func expire(_ now: Double) {
    guard let keepAlive = hardware.keepAliveSeconds else { return }
    for gpu in held.indices where isFree(gpu, now) {
      held[gpu] = held[gpu].filter {
        scenario.models[$0.model].isPinned || now - $0.lastUse <= keepAlive
      }
    }
  }

  private mutating func keepOnHost(_ model: Int) {
    guard let capacity = hardware.hostMemoryGB, scenario.models[model].memoryGB <= capacity
    else { return }
    host = host.filter { $0 != model } + [model]
    while host.map({ scenario.models[$0].memoryGB }).reduce(0, +) > capacity {
      host.removeFirst()
    }
  }

  // MARK: - Room

  /// The evicted models in order; nil if the GPU cannot take the model now.
  private func evictions(_ model: Int, _ gpu: Int) -> [Int]? {
    var staying = held[gpu].sorted { $0.model < $1.model }
    if staying.contains(where: { $0.model == model }) { return [] }
    if !hasMemory {
      return staying.contains { scenario.models[$0.model].isPinned } ? nil : staying.map(\.model)
    }
    var gone: [Int] = []
    while share(model) > memory(gpu) - staying.map({ share($0.model) }).reduce(0, +) {
      let candidates = staying.filter { !scenario.models[$0.model].isPinned }
      guard let next = candidates.min(by: precedes) else { return nil }
      staying.removeAll { $0.model == next.model }
      gone.append(next.model)
    }
    return gone
  }

  private func precedes(_ a: Held, _ b: Held) -> Bool {
    switch hardware.eviction {
    case .largest:
      (-share(a.model), a.lastUse, a.model) < (-share(b.model), b.lastUse, b.model)
    case .lookahead:
      (-place(a.model), a.lastUse, a.model) < (-place(b.model), b.lastUse, b.model)
    default: (a.lastUse, a.model) < (b.lastUse, b.model)
    }
  }

  /// The place of a model's first waiting node in the queue; a large number if none waits.
  private func place(_ model: Int) -> Int {
    queue.firstIndex { scenario.model(of: $0.node).index == model } ?? 1_000_000
  }

  private func isUsable(_ model: Int, _ gpu: Int, _ now: Double) -> Bool {
    let kinds = scenario.models[model].kinds
    let isAllowed = kinds.isEmpty || kinds.contains(kind(gpu)?.name ?? "")
    return isFree(gpu, now) && isAllowed && evictions(model, gpu) != nil
  }

  private func gpus(_ model: Int, _ now: Double) -> [Int]? {
    let required = scenario.models[model].gpusRequired
    let usable = (0..<options.gpuCount).filter { isUsable(model, $0, now) }
    if required > 1 {
      return (0..<options.gpuCount).map { Array($0..<$0 + required) }
        .first { $0.allSatisfy(usable.contains) }
    }
    if let warm = usable.first(where: { held[$0].contains { $0.model == model } }) { return [warm] }
    let fitting = usable.filter { hasMemory && evictions(model, $0)?.isEmpty == true }
    let choice = fitting.isEmpty ? usable : fitting
    return choice.min { (lastEnd[$0], $0) < (lastEnd[$1], $1) }.map { [$0] }
  }

  // MARK: - The run

  private mutating func simulate() {
    var pending: [(time: Double, what: Happening)] = []
    let known = scenario.requests.indices.compactMap { scenario[$0].timestampMicroseconds }
    for request in scenario.requests.indices {
      let stamp = scenario[request].timestampMicroseconds ?? known.min() ?? 0
      let time = options.mode == .online ? Double(stamp - (known.min() ?? 0)) / 1_000_000 : 0
      pending.append((time, .arrival(request)))
    }
    while let time = pending.map(\.time).min(),
      let next = pending.firstIndex(where: { $0.time == time })
    {
      let what = pending.remove(at: next).what
      let before = rows.count
      handle(what, at: time)
      for index in before..<rows.count { pending.append((rows[index].end, .completion(index))) }
    }
  }

  private mutating func handle(_ what: Happening, at now: Double) {
    let request: RequestID
    switch what {
    case .arrival(let arrived): request = arrived
    case .completion(let index):
      request = rows[index].node.request
      completed.insert(rows[index].node)
    }
    let workflow = scenario.workflow(of: request)
    for index in workflow.nodes.indices {
      let node = RequestNode(request: request, node: index)
      let isReady =
        workflow.missingDependencies[index].isEmpty
        && workflow.dependencies[index].allSatisfy {
          completed.contains(RequestNode(request: request, node: $0))
        }
      guard isReady, readied.insert(node).inserted else { continue }
      let waiting = Waiting(node: node, ready: now)
      if scenario[scenario.model(of: node)].gpusRequired == 0 {
        append(waiting, on: [], at: now, seconds: 0, .none, [])
      } else {
        queue.append(waiting)
      }
    }
    expire(now)
    for waiting in queue {
      let model = scenario.model(of: waiting.node).index
      guard let gpus = gpus(model, now) else { continue }
      dispatch(waiting, model, on: gpus, at: now)
      queue.removeAll { $0.node == waiting.node }
    }
  }

  private mutating func dispatch(_ waiting: Waiting, _ model: Int, on gpus: [Int], at now: Double) {
    let isOnHost = host.contains(model)
    var (seconds, source): (Double, LoadSource) = (0, .resident)
    var all: [EvictedModel] = []
    for gpu in gpus where !held[gpu].contains(where: { $0.model == model }) {
      let gone = evictions(model, gpu) ?? []
      let isFromHost = hardware.hostMemoryGB == nil ? !held[gpu].isEmpty : isOnHost
      var moved = 0.0
      if hardware.offloads { for leaving in gone { moved += share(leaving) } }
      if isFromHost { moved += share(model) }
      let bandwidth = kind(gpu)?.pcieBandwidthGBPerSecond ?? hardware.pcieBandwidthGBPerSecond
      var cost = moved / bandwidth
      if !isFromHost { cost += scenario.models[model].loadTimeSeconds }
      if isFromHost || !gone.isEmpty { cost += hardware.switchOverheadSeconds }
      seconds = max(seconds, cost)
      if !isFromHost { source = .disk } else if source == .resident { source = .host }
      all += gone.map { EvictedModel(gpu: gpu, model: ModelID($0)) }
    }
    append(waiting, on: gpus, at: now, seconds: seconds, source, all)
    for leaving in all {
      held[leaving.gpu].removeAll { $0.model == leaving.model.index }
      if hardware.offloads { keepOnHost(leaving.model.index) }
    }
    keepOnHost(model)
    for gpu in gpus {
      held[gpu].removeAll { $0.model == model }
      held[gpu].append(Held(model: model, lastUse: rows[rows.count - 1].end))
      lastEnd[gpu] = rows[rows.count - 1].end
    }
  }

  private mutating func append(
    _ waiting: Waiting, on gpus: [Int], at now: Double, seconds: Double, _ source: LoadSource,
    _ evicted: [EvictedModel]
  ) {
    let speed = gpus.map { kind($0)?.speed ?? 1 }.min() ?? 1
    let time = scenario.requests.estimate(of: waiting.node).seconds / speed
    rows.append(
      Row(
        node: waiting.node, gpus: gpus, ready: waiting.ready, start: now + seconds,
        end: now + seconds + time, switchTime: seconds, executionTime: time, source: source,
        evicted: evicted))
  }
}
