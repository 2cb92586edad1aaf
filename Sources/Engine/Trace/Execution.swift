/// A dispatch and what comes of it: a node on a group of GPUs, first switching, then computing.
public struct Execution: Sendable {
  /// When computing begins, in seconds: the time of the dispatch plus the switch.
  public private(set) var start: Double
  /// How long the group is busy with making the model resident, in seconds, before `start`.
  public private(set) var switchTime: Double
  /// How long the node computes, in seconds.
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

  /// Replaces the estimate of the switch by what it took; the dispatch was at `dispatched`.
  mutating func begin(at time: Double, dispatched: Double) {
    switchTime = max(0, time - dispatched)
    start = dispatched + switchTime
  }

  /// Replaces the estimate of the execution time by what it took.
  package mutating func end(at time: Double) {
    start = min(start, time)
    executionTime = time - start
    // The GPUs are free when the completion is handled, not a rounding later.
    while executionTime > 0, end > time { executionTime = executionTime.nextDown }
  }

  /// When the node ends and its GPUs become free, in seconds.
  public var end: Double { start + executionTime }

  /// The node, as a place in `Trace.readied`.
  public var readied: Int { Int(rawReadied) }

  /// The GPUs that it occupies.
  public var gpus: Range<Int> { Int(firstGPU)..<Int(firstGPU + gpuCount) }

  /// What was on the GPUs before.
  public var replaced: Replaced {
    switch rawReplaced {
    case Self.replacedNothing: .nothing
    case Self.replacedEmpty: .empty
    default: .model(ModelID(rawValue: rawReplaced))
    }
  }

  /// Whether another model had to make way.
  public var isSwitch: Bool { rawReplaced >= 0 }
}
