import Engine

/// The work of all GPUs at a point in time, with what has been done up to it.
struct TimelineState: Sendable {
  /// In seconds.
  private(set) var time = -Double.infinity
  /// The seconds that GPUs have spent up to the time, each counted for itself.
  private(set) var seconds = GPUSeconds()
  private var busyCount: Int32 = 0
  private var switchingCount: Int32 = 0
  private var loadingCount: Int32 = 0
  /// The number of handled events.
  private(set) var eventCount: Int32 = 0
  /// The number of preparations, in the order of their ends, that have ended.
  private(set) var endedCount: Int32 = 0
  private(set) var arrivalCount: Int32 = 0
  /// The number of completed requests.
  private(set) var completedCount: Int32 = 0

  /// Lets time pass in which nothing changes.
  mutating func pass(to newTime: Double) {
    guard newTime > time else { return }
    if busyCount != 0 {
      let span = newTime - time
      seconds.busy += span * Double(busyCount)
      seconds.switching += span * Double(switchingCount)
      seconds.loading += span * Double(loadingCount)
    }
    time = newTime
  }

  /// Ends the preparation of an execution.
  mutating func endPreparation(_ execution: Execution) {
    pass(to: execution.start)
    addPreparation(execution, times: -1)
    endedCount += 1
  }

  /// Handles the next event; `isCompletion` tells whether it completes a request.
  mutating func handle(_ trace: Trace, completesRequest: Bool) {
    let index = Int(eventCount)
    let event = trace.events[index]
    pass(to: event.time)
    switch event.subject {
    case .arrival: arrivalCount += 1
    case .completion(let execution):
      busyCount -= Int32(trace.executions[execution].gpus.count)
    }
    for number in trace.executions(of: index) {
      let execution = trace.executions[number]
      busyCount += Int32(execution.gpus.count)
      if execution.prepares(dispatchedAt: event.time) { addPreparation(execution, times: 1) }
    }
    if completesRequest { completedCount += 1 }
    eventCount += 1
  }

  private mutating func addPreparation(_ execution: Execution, times factor: Int32) {
    let count = factor * Int32(execution.gpus.count)
    if execution.isSwitch { switchingCount += count } else { loadingCount += count }
  }
}

extension Execution {
  /// Whether some time passes between the dispatch and the start of computing.
  func prepares(dispatchedAt time: Double) -> Bool { switchTime > 0 && start > time }
}

/// Seconds that GPUs have spent, each GPU counted for itself.
struct GPUSeconds: Sendable {
  /// Those of all work.
  var busy = 0.0
  /// Those in which one model replaced another.
  var switching = 0.0
  /// Those in which a model was loaded onto an empty GPU.
  var loading = 0.0

  static func - (one: GPUSeconds, other: GPUSeconds) -> GPUSeconds {
    GPUSeconds(
      busy: one.busy - other.busy, switching: one.switching - other.switching,
      loading: one.loading - other.loading)
  }
}
