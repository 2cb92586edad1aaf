extension Audit {
  /// Walks the executions by start and keeps for each GPU the one that ends last.
  mutating func checkOverlaps() {
    let gpuCount = Int((log.gpus.max() ?? -1)) + 1
    var latest = [Int?](repeating: nil, count: gpuCount)
    for index in log.executionsByStart {
      let execution = log.executions[index]
      for gpu in log.gpus(of: execution).map(Int.init) {
        guard let previous = latest[gpu], previous != index else {
          latest[gpu] = index
          continue
        }
        let end = log.executions[previous].endTime
        if execution.occupiedFrom < end - Self.slack(at: max(end, execution.startTime)) {
          violations.append(.overlap(gpu: gpu, first: previous, second: index))
        }
        if execution.endTime >= end { latest[gpu] = index }
      }
    }
  }

  /// Checks the numbers of the GPUs.
  mutating func checkGPUs() {
    let listed = log.summary.gpus
    for gpu in Self.repetitions(in: listed ?? []) {
      violations.append(.repeatedListedGPU(gpu: gpu))
    }
    let known = listed.map(Set.init)
    for (index, execution) in log.executions.enumerated() {
      let gpus = log.gpus(of: execution)
      if let known {
        for gpu in gpus where !known.contains(Int(gpu)) {
          violations.append(.unknownGPU(execution: index, gpu: Int(gpu)))
        }
      }
      for gpu in Self.repetitions(in: gpus.map(Int.init)) {
        violations.append(.repeatedGPU(execution: index, gpu: gpu))
      }
      if let stated = execution.firstGPU, stated != gpus.first {
        violations.append(.firstGPU(execution: index, stated: Int(stated)))
      }
    }
  }

  /// The numbers that a list has more than once, ascending.
  private static func repetitions(in list: [Int]) -> [Int] {
    guard list.count > 1, zip(list, list.dropFirst()).contains(where: { $0 >= $1 }) else {
      return []
    }
    var result: [Int] = []
    let sorted = list.sorted()
    for (number, next) in zip(sorted, sorted.dropFirst())
    where number == next && result.last != number {
      result.append(number)
    }
    return result
  }
}
