import Engine

/// The stretches of time in which a GPU idles although nodes wait, as events that begin and end them.
///
/// A stretch has a length: the state between two events at the same time is none, and the index
/// looks at the last event of each time. Absent GPUs do not idle.
struct IdleStretches: Sendable {
  /// The events after which a stretch begins.
  private(set) var begins: [Int32] = []
  /// For each of them the event after which it ends; the last may be missing.
  private(set) var ends: [Int32] = []

  /// For each GPU the execution that holds it, a place in `Trace.executions`; −1 if none does.
  private var holders: [Int32]
  private var shape: MachineShape
  /// The number of present GPUs that are not busy.
  private var freeCount = 0
  private var lastTime = -Double.infinity
  /// Whether the last event began a stretch, and whether it ended one.
  private var lastChange = (began: false, ended: false)

  init(shape: MachineShape) {
    holders = [Int32](repeating: -1, count: shape.gpuCount)
    self.shape = shape
    countFreeGPUs()
  }

  /// Takes over another shape, from the next event on.
  mutating func change(to shape: MachineShape) {
    holders += [Int32](repeating: -1, count: max(0, shape.gpuCount - holders.count))
    self.shape = shape
    countFreeGPUs()
  }

  private mutating func countFreeGPUs() {
    freeCount = (0..<shape.gpuCount).count { holders[$0] < 0 && !shape.isAbsent($0) }
  }

  /// Adds the event at `index`, which follows the last one added.
  ///
  /// - Complexity: O(GPUs of each dispatch and of the completion).
  mutating func note(_ index: Int, of trace: Trace) {
    let event = trace.events[index]
    if event.time == lastTime {
      if lastChange.began { begins.removeLast() }
      if lastChange.ended { ends.removeLast() }
    }
    lastTime = event.time
    // After the last event of a time all that has ended by then is completed.
    if case .completion(let execution) = event.subject {
      // Its GPUs may have been taken again before its completion was handled.
      for gpu in trace.executions[execution].gpus where holders[gpu] == Int32(execution) {
        setHolder(of: gpu, to: -1)
      }
    }
    for execution in trace.executions(of: index) {
      for gpu in trace.executions[execution].gpus { setHolder(of: gpu, to: Int32(execution)) }
    }
    let isIdle = freeCount > 0 && event.readiedAfter > event.executionsAfter
    let wasIdle = begins.count > ends.count
    lastChange = (isIdle && !wasIdle, !isIdle && wasIdle)
    if lastChange.began { begins.append(Int32(index)) }
    if lastChange.ended { ends.append(Int32(index)) }
  }

  private mutating func setHolder(of gpu: Int, to execution: Int32) {
    let (wasFree, isFree) = (holders[gpu] < 0, execution < 0)
    holders[gpu] = execution
    if wasFree != isFree, !shape.isAbsent(gpu) { freeCount += isFree ? 1 : -1 }
  }
}
