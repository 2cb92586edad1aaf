import Engine

/// A span of time, and the switching in it.
public struct SwitchingPeak: Hashable, Sendable {
  /// The beginning of the span, in seconds.
  public let start: Double
  /// The end of the span, in seconds.
  public let end: Double
  /// The number of switches that begin in the span.
  public let switchCount: Int
  /// The time of all GPUs in the span that went into switches, in seconds.
  public let gpuSeconds: Double

  /// The share of all GPUs' time that went into switches; 0 to 1.
  public func share(ofGPUs count: Int) -> Double {
    end > start ? min(1, gpuSeconds / ((end - start) * Double(max(count, 1)))) : 0
  }
}

extension History {
  /// The span of a length, in seconds, in which most of the GPUs' time goes into switches; of equal ones
  /// the first.
  ///
  /// - Returns: The span, which is the whole run if that is no longer; nil if nothing switches.
  /// - Complexity: O(switches · log switches).
  public func switchingPeak(lasting length: Double) -> SwitchingPeak? {
    guard switchCount > 0 else { return nil }
    let (first, last) = (min(0, trace.startTime), endTime)
    let curve = SwitchingCurve(self)
    guard last - first > length else { return peak(from: first, to: last, curve) }
    // The switching in a window is linear between those that begin or end where the number of
    // switching GPUs changes: the largest one is among them.
    var (best, start) = (-1.0, first)
    for time in curve.times {
      for candidate in [time - length, time] {
        let begin = min(max(candidate, first), last - length)
        let seconds = curve.seconds(before: begin + length) - curve.seconds(before: begin)
        // Rounding makes no difference.
        guard seconds > best + 1e-9 * length || seconds > best - 1e-9 * length && begin < start
        else {
          continue
        }
        (best, start) = (max(best, seconds), begin)
      }
    }
    return peak(from: start, to: start + length, curve)
  }

  private func peak(from start: Double, to end: Double, _ curve: SwitchingCurve) -> SwitchingPeak {
    let count = ledger.executions.count { index in
      let execution = trace.executions[Int(index)]
      let begin = execution.start - execution.switchTime
      return begin >= start && begin < end
    }
    return SwitchingPeak(
      start: start, end: end, switchCount: count,
      gpuSeconds: curve.seconds(before: end) - curve.seconds(before: start))
  }
}

/// The time that all GPUs together have spent in switches, as a function of time.
private struct SwitchingCurve {
  /// The times at which the number of switching GPUs changes, ascending.
  let times: [Double]
  /// The seconds up to each of these times, and the number of switching GPUs from there on.
  private let points: [(seconds: Double, gpuCount: Double)]

  init(_ history: History) {
    var changes: [(time: Double, gpus: Double)] = []
    changes.reserveCapacity(history.ledger.executions.count * 2)
    for index in history.ledger.executions {
      let execution = history.trace.executions[Int(index)]
      let gpus = Double(execution.gpus.count)
      changes.append((execution.start - execution.switchTime, gpus))
      changes.append((execution.start, -gpus))
    }
    changes.sort { $0.time < $1.time }
    var points: [(seconds: Double, gpuCount: Double)] = []
    points.reserveCapacity(changes.count)
    var (seconds, count, time) = (0.0, 0.0, changes.first?.time ?? 0)
    for change in changes {
      seconds += count * (change.time - time)
      (count, time) = (count + change.gpus, change.time)
      points.append((seconds, count))
    }
    times = changes.map(\.time)
    self.points = points
  }

  func seconds(before time: Double) -> Double {
    let index = times.partitionPoint { $0 > time } - 1
    guard index >= 0 else { return 0 }
    return points[index].seconds + points[index].gpuCount * (time - times[index])
  }
}
