/// A dispatch of a node to a group of GPUs, which first switch and then compute.
public struct Execution: Sendable {
  /// The start of computing, in seconds: the time of the dispatch plus the switch time.
  public private(set) var start: Double
  /// The seconds before `start` in which the group makes the model resident.
  public private(set) var switchTime: Double
  /// The seconds of computing.
  public private(set) var executionTime: Double
  private let rawReadied: Int32
  private let firstGPU: Int32
  private let gpuCount: Int32
  private let rawReplaced: Int32

  private static let replacedNothing: Int32 = -1
  private static let replacedEmpty: Int32 = -2

  package init(
    readied: Int32, gpus: Range<Int>, now: Double, switching: Switch, executionTime: Double
  ) {
    self.init(
      readied: readied, gpus: gpus, start: now + switching.seconds,
      switchTime: switching.seconds, replaced: switching.replaced, executionTime: executionTime)
  }

  package init(
    readied: Int32, gpus: Range<Int>, start: Double, switchTime: Double, replaced: Replaced,
    executionTime: Double
  ) {
    self.start = start
    self.switchTime = switchTime
    self.executionTime = executionTime
    rawReadied = readied
    firstGPU = Int32(truncatingIfNeeded: gpus.lowerBound)
    gpuCount = Int32(truncatingIfNeeded: gpus.count)
    switch replaced {
    case .nothing: rawReplaced = Self.replacedNothing
    case .empty: rawReplaced = Self.replacedEmpty
    case .model(let model): rawReplaced = model.rawValue
    }
  }

  /// Replaces the estimated switch time; the switch ended at `time`, the dispatch was at `dispatched`.
  mutating func begin(at time: Double, dispatched: Double) {
    switchTime = max(0, time - dispatched)
    start = dispatched + switchTime
  }

  /// Replaces the estimated execution time; computing ended at `time`.
  package mutating func end(at time: Double) {
    start = min(start, time)
    executionTime = time - start
    // The GPUs are free when the completion is handled, not a rounding error later.
    while executionTime > 0, end > time { executionTime = executionTime.nextDown }
  }

  /// The time at which computing ends and the GPUs become free, in seconds.
  public var end: Double { start + executionTime }

  /// The node, as a place in `Trace.readied`.
  public var readied: Int { Int(rawReadied) }

  /// The occupied GPUs.
  public var gpus: Range<Int> { Int(firstGPU)..<Int(firstGPU &+ gpuCount) }

  /// The replaced resident of the GPUs.
  public var replaced: Replaced {
    switch rawReplaced {
    case Self.replacedNothing: .nothing
    case Self.replacedEmpty: .empty
    default: .model(ModelID(rawValue: rawReplaced))
    }
  }

  /// Whether another model was evicted.
  public var isSwitch: Bool { rawReplaced >= 0 }
}
