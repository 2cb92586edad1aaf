/// What a policy sees, and cannot change: the time, who waits, and the GPUs.
public struct Situation: Sendable {
  /// The time, in seconds.
  public let now: Double
  /// The GPUs: what is resident where, who is free, until when the others are busy.
  public let machine: Machine
  /// Who waits; without those whose models take more GPUs than there are.
  public let queue: WaitingQueue

  package init(now: Double, machine: Machine, queue: WaitingQueue) {
    (self.now, self.machine, self.queue) = (now, machine, queue)
  }
}

extension Situation {
  /// The first node in the order of the queue that gets GPUs, and which.
  ///
  /// `place` tells the GPUs for a node, or nil to let those behind it pass.
  ///
  /// - Complexity: O(models); `place` is asked about the first node of each model alone.
  public func firstPlacement(
    turn: TurnRule = .longestWaiting, _ place: (ReadyNode) -> Range<Int>?
  ) -> Placement? {
    var best: (node: ReadyNode, gpus: Range<Int>)?
    for model in queue.models {
      guard let node = queue.first(of: model), best.map({ node.precedes($0.node) }) ?? true,
        let gpus = place(node)
      else { continue }
      best = (node, gpus)
    }
    return best.map { Placement($0.node, on: $0.gpus, turn: turn) }
  }

  /// The GPUs that the baseline would give a model; nil if too few are free.
  ///
  /// Of free ones those where it is resident, then those free longest; for a larger model the lowest
  /// window.
  public func usualGPUs(for model: ModelID) -> Range<Int>? {
    machine.usualGPUs(for: model)
  }

  /// Free GPUs that all hold a model, the lowest; nil if there are none.
  public func residentGPUs(for model: ModelID) -> Range<Int>? {
    guard machine.gpusRequired(by: model) > 1 else {
      return machine.firstFreeGPU(holding: model).map { $0..<$0 + 1 }
    }
    return freeWindows(for: model).first { $0.allSatisfy { machine.resident(of: $0) == model } }
  }

  /// All windows of free GPUs that a model fits in, the lowest first.
  public func freeWindows(for model: ModelID) -> some Sequence<Range<Int>> {
    machine.freeWindows(for: model)
  }

  /// How good a free window is for a model: the lesser, the better.
  ///
  /// The cheaper one comes first, then the one that has been free longer, then the lower one.
  public func preference(
    of gpus: Range<Int>, for model: ModelID
  ) -> (switching: Double, freeSince: Double, firstGPU: Int) {
    (
      machine.switching(to: model, on: gpus).seconds, machine.freeSince(gpus), gpus.lowerBound
    )
  }

  /// The window that is free first for a model if nobody else gets it, the lowest among equals; nil
  /// if there are too few GPUs.
  ///
  /// - Complexity: O(GPUs · GPUs of the model).
  public func earliestWindow(for model: ModelID) -> GPUWindow? {
    machine.earliestWindow(for: model, at: now)
  }

  /// When all of a window's GPUs are free if nobody else gets them, in seconds; `now` if they are.
  public func freeTime(of gpus: Range<Int>) -> Double {
    machine.freeTime(of: gpus, at: now)
  }

  /// When a node would end on a window of free GPUs, in seconds.
  public func end(of node: ReadyNode, on gpus: Range<Int>) -> Double {
    now + machine.switching(to: node.model, on: gpus).seconds + node.seconds
  }
}
