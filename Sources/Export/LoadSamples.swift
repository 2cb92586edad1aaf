internal import Engine
internal import History

/// The load of the machine from some time on.
struct LoadSample {
  /// The time, in seconds.
  var time = 0.0
  /// The number of nodes in the ready queue.
  var ready = 0
  /// The number of GPUs that compute.
  var computing = 0
  /// The number of GPUs that make a model resident.
  var switching = 0
  /// The memory of the models on all GPUs, in GB.
  var residentGB = 0.0
  /// The number of requests that have arrived.
  var arrived = 0
  /// The number of requests that are completed.
  var completed = 0
}

/// The load of the machine over time, a sample for each time at which it changes.
///
/// - Complexity: O(trace · log GPUs) for all samples, O(GPUs) memory beside the run.
struct LoadSamples: Sequence, IteratorProtocol {
  private let run: ExportedRun
  private var sample = LoadSample()
  private var event = 0
  /// The executions that make a model resident, by the time at which they begin to compute.
  private var starts = StartQueue()
  private var residents: [ModelID?]
  /// For each GPU its models where it may hold several.
  private var residentSets: [Set<ModelID>]
  private var completedBefore = 0

  init(_ run: ExportedRun) {
    self.run = run
    residents = [ModelID?](repeating: nil, count: run.options.gpuCount)
    residentSets = residents.map { _ in [] }
    for (index, model) in run.scenario.models.enumerated() {
      for gpu in model.preload where gpu < residentSets.count { load(ModelID(index), on: gpu) }
    }
  }

  mutating func next() -> LoadSample? {
    let events = run.trace.events
    let eventTime = event < events.count ? events[event].time : nil
    guard let time = [starts.first?.time, eventTime].compactMap(\.self).min() else { return nil }
    sample.time = time
    while let first = starts.first, first.time <= time {
      starts.removeFirst()
      sample.switching -= first.gpuCount
      sample.computing += first.gpuCount
    }
    while event < events.count, events[event].time <= time {
      note(event)
      event += 1
    }
    return sample
  }

  private mutating func note(_ index: Int) {
    let (trace, event) = (run.trace, run.trace.events[index])
    switch event.subject {
    case .arrival: sample.arrived += 1
    case .completion(let execution):
      // An execution that ends at the time at which it begins to compute may still be in the queue.
      sample.computing -= trace.executions[execution].gpus.count
    }
    sample.ready += trace.readied(of: index).count
    for place in trace.executions(of: index) { dispatch(place, at: event.time) }
    let completed = run.metrics.completed
    while completedBefore < completed.count, completed[completedBefore].event <= index {
      completedBefore += 1
    }
    sample.completed = completedBefore
  }

  private mutating func dispatch(_ place: Int, at time: Double) {
    sample.ready -= 1
    let execution = run.trace.executions[place]
    let model = run.history.model(of: execution)
    if run.trace.hasPreparations {
      for evicted in run.trace.evicted(by: place)
      where residentSets[evicted.gpu].remove(evicted.model) != nil {
        sample.residentGB -= share(evicted.model)
      }
      for gpu in execution.gpus { load(model, on: gpu) }
    }
    for gpu in execution.gpus where !run.trace.hasPreparations {
      if let old = residents[gpu] { sample.residentGB -= share(old) }
      residents[gpu] = model
      sample.residentGB += share(model)
    }
    guard execution.start > time else {
      sample.computing += execution.gpus.count
      return
    }
    sample.switching += execution.gpus.count
    starts.insert(StartQueue.Entry(time: execution.start, gpuCount: execution.gpus.count))
  }

  /// Notes that a model is on a GPU that may hold several.
  private mutating func load(_ model: ModelID, on gpu: Int) {
    if residentSets[gpu].insert(model).inserted { sample.residentGB += share(model) }
  }

  /// The memory of a model on each of its GPUs, in GB.
  private func share(_ model: ModelID) -> Double {
    let model = run.scenario[model]
    return model.memoryGB / Double(Swift.max(1, model.gpusRequired))
  }
}

/// The beginnings of computing that are still to come, the earliest first.
///
/// There are never more than GPUs.
private struct StartQueue {
  struct Entry {
    let time: Double
    let gpuCount: Int
  }

  private var heap: [Entry] = []

  var first: Entry? { heap.first }

  mutating func insert(_ entry: Entry) {
    heap.append(entry)
    var place = heap.count - 1
    while place > 0, heap[place].time < heap[(place - 1) / 2].time {
      heap.swapAt(place, (place - 1) / 2)
      place = (place - 1) / 2
    }
  }

  mutating func removeFirst() {
    heap.swapAt(0, heap.count - 1)
    heap.removeLast()
    var place = 0
    while 2 * place + 1 < heap.count {
      var child = 2 * place + 1
      if child + 1 < heap.count, heap[child + 1].time < heap[child].time { child += 1 }
      guard heap[child].time < heap[place].time else { break }
      heap.swapAt(place, child)
      place = child
    }
  }
}
