import Engine

extension Audit {
  /// Looks for GPUs with two executions at once.
  ///
  /// Walks the executions by start and keeps for each GPU the one that ends last. Where the log names
  /// the first GPU of a group alone, the inputs tell how many more there are.
  ///
  /// - Returns: whether there are any.
  mutating func checkOverlaps(_ inputs: ResolvedLog?, in scenario: Scenario?) -> Bool {
    let count = violations.count
    let largestGroup = scenario?.models.map(\.gpusRequired).max() ?? 1
    var latest = [Int?](repeating: nil, count: Int(log.gpus.max() ?? -1) + max(1, largestGroup))
    for index in log.executionsByStart {
      let execution = log.executions[index]
      var required = 1
      if let scenario, let node = inputs?.nodes[index] {
        required = scenario[scenario.model(of: node)].gpusRequired
      }
      for gpu in group(of: execution, required: required) {
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
    return violations.count > count
  }

  /// The GPUs of an execution; where the log names the first one alone, `required` GPUs from there.
  func group(of execution: LoggedExecution, required: Int) -> [Int] {
    let listed = log.gpus(of: execution).map(Int.init)
    guard !execution.listsGroup, let first = listed.first else { return listed }
    return Array(first..<first + required)
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
