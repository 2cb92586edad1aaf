import Engine
import History

extension Moment {
  /// The part of the switches under way that is still to come, in seconds of switching and in
  /// seconds of GPUs.
  ///
  /// - Complexity: O(GPUs · log trace).
  private var remainingSwitching: (seconds: Double, gpuSeconds: Double) {
    var (seconds, gpuSeconds) = (0.0, 0.0)
    for gpu in 0..<history.options.gpuCount {
      guard case .switching(let index) = activity(of: gpu) else { continue }
      let execution = history.trace.executions[index]
      // A group switches once, on all of its GPUs.
      guard execution.isSwitch, execution.gpus.lowerBound == gpu else { continue }
      let rest = min(execution.start - time, execution.switchTime)
      seconds += rest
      gpuSeconds += rest * Double(execution.gpus.count)
    }
    return (seconds, gpuSeconds)
  }

  /// The seconds of switching so far; of a switch under way, the part that has passed.
  var switchTimeSoFar: Double { max(0, totalSwitchTime - remainingSwitching.seconds) }

  /// The share of all GPUs' time so far that went into switches; 0 to 1.
  var switchShareSoFar: Double {
    let total = time * Double(history.options.gpuCount)
    guard total > 0 else { return 0 }
    return min(1, max(0, switchShare - remainingSwitching.gpuSeconds / total))
  }

  /// Whether a GPU that takes nodes is free.
  ///
  /// - Complexity: O(GPUs · log trace).
  var hasIdleGPU: Bool {
    let shape = options.shape
    return (0..<shape.gpuCount).contains { isFree($0) && !shape.isAbsent($0) }
  }
}
