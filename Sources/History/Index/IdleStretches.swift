import Engine

/// When GPUs idle although nodes wait: after which events some GPU is free and the queue not empty.
///
/// A GPU is free as it is for the scheduler: when its node has ended, even if the event of that, at
/// the same time, is still to be handled.
struct IdleStretches: Sendable {
  /// The events after which it begins to be so.
  private(set) var begins: [Int32] = []
  /// For each of them the event after which it ceases to be so; the last may be missing.
  private(set) var ends: [Int32] = []
  /// The busy groups, by the time until when they are.
  private var busy: GPUOrder
  private var freeCount: Int

  init(gpuCount: Int) {
    busy = GPUOrder(capacity: gpuCount)
    freeCount = gpuCount
  }

  /// Notes the event at `index`, which follows the last one noted.
  ///
  /// - Complexity: O(log GPUs) for each dispatch.
  mutating func note(_ index: Int, of trace: Trace) {
    let event = trace.events[index]
    release(until: event.time)
    for number in trace.executions(of: index) {
      let execution = trace.executions[number]
      freeCount -= execution.gpus.count
      busy.insert(execution.gpus, time: execution.end)
      // A node that takes no time leaves its GPUs to the next one of the same pass.
      release(until: event.time)
    }
    let isIdle = freeCount > 0 && event.readiedAfter > event.executionsAfter
    switch (isIdle, begins.count > ends.count) {
    case (true, false): begins.append(Int32(index))
    case (false, true): ends.append(Int32(index))
    case (true, true), (false, false): break
    }
  }

  private mutating func release(until now: Double) {
    while let first = busy.first, first.time <= now {
      busy.removeFirst()
      freeCount += first.gpus.count
    }
  }

  /// Whether it is so after the first `count` events.
  ///
  /// - Complexity: O(log events).
  func isIdle(afterEvents count: Int) -> Bool {
    begins.partitionPoint { $0 >= count } > ends.partitionPoint { $0 >= count }
  }
}

extension History {
  /// The events, ascending, at which GPUs begin to idle although nodes wait.
  ///
  /// After each of them some GPU is free while the ready queue is not empty, and it was not so after
  /// the event before.
  public var idleMoments: [Int32] { idleStretches.begins }

  /// The number of events up to and with the first of the idle moments after `count` events.
  ///
  /// - Complexity: O(log events).
  public func nextIdleMoment(after count: Int) -> Int? {
    let next = idleMoments.partitionPoint { $0 >= count }
    return next < idleMoments.count ? Int(idleMoments[next]) + 1 : nil
  }

  /// The number of events up to and with the last of the idle moments before that of `count`.
  ///
  /// - Complexity: O(log events).
  public func previousIdleMoment(before count: Int) -> Int? {
    let next = idleMoments.partitionPoint { $0 >= count - 1 }
    return next > 0 ? Int(idleMoments[next - 1]) + 1 : nil
  }
}
