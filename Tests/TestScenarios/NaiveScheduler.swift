package import Engine

/// The rules of the contract, written down as plainly as can be: everything is searched for anew.
package struct NaiveScheduler {
  package struct Row: Equatable {
    package var node: RequestNode
    package var model: ModelID
    package var gpus: Range<Int>
    package var ready: Double
    package var dispatched: Double
    package var start: Double
    package var end: Double
    package var replaced: Replaced
    package var switchTime: Double
    package var isCompleted = false

    package init(
      node: RequestNode, model: ModelID, gpus: Range<Int>, ready: Double, dispatched: Double,
      start: Double, end: Double, replaced: Replaced, switchTime: Double, isCompleted: Bool = false
    ) {
      (self.node, self.model, self.gpus, self.ready) = (node, model, gpus, ready)
      (self.dispatched, self.start, self.end) = (dispatched, start, end)
      (self.replaced, self.switchTime, self.isCompleted) = (replaced, switchTime, isCompleted)
    }
  }

  package struct Waiting: Equatable {
    package var node: RequestNode
    package var ready: Double

    package init(node: RequestNode, ready: Double) { (self.node, self.ready) = (node, ready) }
  }

  /// What is true after an event.
  package struct Snapshot {
    package var time: Double
    package var subject: Subject
    package var queue: [Waiting]
    package var residents: [ModelID?]
    package var rows: [Row]
    package var arrivals: Int
    package var latencies: [Double]
    package var completed: [RequestID]
  }

  package let scenario: Scenario
  package let options: Options
  package private(set) var rows: [Row] = []
  package private(set) var snapshots: [Snapshot] = []
  private var residents: [ModelID?]
  private var lastEnds: [Double?]
  private var queue: [Waiting] = []
  private var readied: Set<RequestNode> = []
  private var completedNodes: Set<RequestNode> = []
  private var arrivalTimes: [Int: Double] = [:]
  private var latencies: [Double] = []
  private var completed: [RequestID] = []

  private struct Record {
    package var time: Double
    package var sequence: Int
    package var subject: Subject
  }

  package init(_ run: Run) { self.init(scenario: run.scenario, options: run.options) }

  package init(scenario: Scenario, options: Options) {
    self.scenario = scenario
    self.options = options
    residents = [ModelID?](repeating: nil, count: options.gpuCount)
    lastEnds = [Double?](repeating: nil, count: options.gpuCount)
    simulate()
  }

  private mutating func simulate() {
    let isStandard = options.rules == .standard
    var pending = NaiveHeap<Record> { a, b in
      isStandard ? (a.time, a.sequence) < (b.time, b.sequence) : a.time < b.time
    }
    var sequence = 0
    func schedule(_ subject: Subject, at time: Double) {
      pending.push(Record(time: time, sequence: sequence, subject: subject))
      sequence += 1
    }
    for request in scenario.requests.indices { schedule(.arrival(request), at: arrival(request)) }
    while let event = pending.pop() {
      handle(event.subject, at: event.time)
      let before = rows.count
      placeAll(at: event.time)
      for index in before..<rows.count { schedule(.completion(index), at: rows[index].end) }
      snapshots.append(
        Snapshot(
          time: event.time, subject: event.subject, queue: queue, residents: residents, rows: rows,
          arrivals: arrivalTimes.count, latencies: latencies, completed: completed))
    }
  }

  private func arrival(_ request: RequestID) -> Double {
    guard options.mode == .online else { return 0 }
    let known = scenario.requests.indices.compactMap { scenario[$0].timestampMicroseconds }
    let origin = (options.rules == .standard ? known.min() : known.first) ?? 0
    return Double((scenario[request].timestampMicroseconds ?? origin) - origin) / 1_000_000
  }

  private mutating func handle(_ subject: Subject, at now: Double) {
    let request: RequestID
    switch subject {
    case .arrival(let arrived):
      request = arrived
      arrivalTimes[request.index] = now
    case .completion(let index):
      request = rows[index].node.request
      rows[index].isCompleted = true
      completedNodes.insert(rows[index].node)
    }
    let workflow = scenario.workflow(of: request)
    for index in workflow.nodes.indices {
      let node = RequestNode(request: request, node: index)
      let isReady =
        workflow.missingDependencies[index].isEmpty
        && workflow.dependencies[index].allSatisfy {
          completedNodes.contains(RequestNode(request: request, node: $0))
        }
      if isReady, readied.insert(node).inserted { queue.append(Waiting(node: node, ready: now)) }
    }
    let isWhole = workflow.nodes.indices.allSatisfy {
      completedNodes.contains(RequestNode(request: request, node: $0))
    }
    if isWhole {
      completed.append(request)
      latencies.append(now - (arrivalTimes[request.index] ?? .nan))
    }
  }

  private mutating func placeAll(at now: Double) {
    var left: [Waiting] = []
    for waiting in queue {
      if let gpus = place(scenario.model(of: waiting.node), at: now) {
        dispatch(waiting, on: gpus, at: now)
      } else {
        left.append(waiting)
      }
    }
    queue = left
  }

  private func isFree(_ gpu: Int, at now: Double) -> Bool {
    lastEnds[gpu].map { $0 <= now } ?? true
  }

  private func place(_ model: ModelID, at now: Double) -> Range<Int>? {
    let required = scenario[model].gpusRequired
    if required == 1 {
      let free = (0..<options.gpuCount).filter { isFree($0, at: now) }
      let warm = free.first { residents[$0] == model }
      let coldest = free.min { ((lastEnds[$0] ?? 0), $0) < ((lastEnds[$1] ?? 0), $1) }
      return (warm ?? coldest).map { $0..<$0 + 1 }
    }
    guard required <= options.gpuCount else { return nil }
    return (0...options.gpuCount - required).map { $0..<$0 + required }.first {
      $0.allSatisfy { isFree($0, at: now) }
    }
  }

  private mutating func dispatch(_ waiting: Waiting, on gpus: Range<Int>, at now: Double) {
    let model = scenario.model(of: waiting.node)
    let looked = options.rules == .gswarm ? gpus.prefix(1) : gpus
    let hardware = scenario.hardware
    let costs = looked.map { gpu -> Double in
      guard let old = residents[gpu] else { return scenario[model].loadTimeSeconds }
      if old == model { return 0 }
      return (scenario[old].memoryGB + scenario[model].memoryGB)
        / hardware.pcieBandwidthGBPerSecond + hardware.switchOverheadSeconds
    }
    let others = looked.compactMap { residents[$0] }.filter { $0 != model }
    let isEmpty = looked.contains { residents[$0] == nil }
    let cost = costs.max() ?? 0
    let known = scenario.requests.estimate(of: waiting.node)
    let isUnknown = options.rules == .gswarm && known.source != .request
    rows.append(
      Row(
        node: waiting.node, model: model, gpus: gpus, ready: waiting.ready, dispatched: now,
        start: now + cost, end: now + cost + (isUnknown ? 10 : known.seconds),
        replaced: others.first.map { .model($0) } ?? (isEmpty ? .empty : .nothing),
        switchTime: cost))
    for gpu in gpus {
      residents[gpu] = model
      lastEnds[gpu] = rows[rows.count - 1].end
    }
  }
}
