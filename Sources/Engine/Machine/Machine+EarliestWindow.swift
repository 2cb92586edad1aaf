extension Machine {
  /// The window that is free first for a model if nothing else is placed there, the lowest among
  /// equals; nil if there are too few GPUs.
  ///
  /// - Complexity: O(GPUs) as a rule, O(GPUs · GPUs of the model) at worst.
  public func earliestWindow(for model: ModelID, at now: Double) -> GPUWindow? {
    if let tables = memory { return earliestUsableWindow(for: model, at: now, tables) }
    let size = gpusRequired[model.index]
    var (start, least) = (-1, Double.infinity)
    for row in rows {
      if size <= 4 {
        note(row, size, now, &start, &least)
        continue
      }
      var first = row.lowerBound
      while first + size <= row.upperBound {
        var (gpu, time, latest) = (first &+ size &- 1, now, first &+ size &- 1)
        while gpu >= first, time < least {
          let busy = busyUntil(gpu)
          if busy > time { (time, latest) = (busy, gpu) }
          gpu &-= 1
        }
        if time < least { (start, least) = (first, time) }
        // No other window with that GPU is free earlier.
        first = latest &+ 1
      }
    }
    return start < 0 ? nil : GPUWindow(gpus: start..<start + size, time: least)
  }

  /// Compares the windows of up to four GPUs in a row with the earliest so far, without branches for
  /// each GPU: which one is free last cannot be foretold.
  private func note(
    _ row: Range<Int>, _ size: Int, _ now: Double, _ start: inout Int, _ least: inout Double
  ) {
    // The limits of what the GPUs before the last one of a window count for.
    let second = size > 1 ? Double.infinity : -.infinity
    let third = size > 2 ? Double.infinity : -.infinity
    let fourth = size > 3 ? Double.infinity : -.infinity
    var (b, c, d) = (Double.infinity, Double.infinity, Double.infinity)
    for gpu in row {
      let a = max(now, busyUntil(gpu))
      let time = max(max(a, min(b, second)), max(min(c, third), min(d, fourth)))
      if time < least { (start, least) = (gpu &+ 1 &- size, time) }
      (b, c, d) = (a, b, c)
    }
  }

  /// The end of the execution that holds a GPU that is present, in seconds; −∞ if it is free.
  @inline(__always)
  private func busyUntil(_ gpu: Int) -> Double {
    let state = gpus[gpu]
    return state.execution >= 0 ? state.freeAt : -.infinity
  }
}

/// Consecutive GPUs and the time from which on all of them are free.
public struct GPUWindow: Hashable, Sendable {
  /// The GPUs.
  public let gpus: Range<Int>
  /// The time from which on they are free, in seconds.
  public let time: Double
}
