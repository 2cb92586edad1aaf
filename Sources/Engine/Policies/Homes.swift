/// The GPUs that are dedicated to each model, by the work for it.
struct Homes {
  /// For each model its GPUs; some of the models may share.
  private(set) var ranges: [Range<Int>]

  /// Divides the GPUs of the longest row that is present.
  ///
  /// Models with the most work for each of their GPUs come first and get one group each, as long as there
  /// are GPUs; then the model with the most work for each GPU gets one group more, again and again.
  /// Models that are left share the window with the least work.
  ///
  /// - Complexity: O(nodes + models² + models · GPUs).
  init(_ scenario: Scenario, _ shape: MachineShape, _ rules: Rules) {
    // A row without gaps, so that groups are whole.
    let row = shape.longestRow
    let gpuCount = row.count
    let sizes = scenario.models.map(\.gpusRequired)
    let work = Self.work(scenario, rules)
    var counts = [Int](repeating: 0, count: sizes.count)
    var left = gpuCount
    let order = sizes.indices.sorted { (-work[$0], $0) < (-work[$1], $1) }
    for model in order where work[model] > 0 && sizes[model] <= left {
      counts[model] = sizes[model]
      left -= sizes[model]
    }
    func load(_ model: Int) -> Double { work[model] * Double(sizes[model]) / Double(counts[model]) }
    while let model = order.filter({ counts[$0] > 0 && sizes[$0] <= left })
      .max(by: { load($0) < load($1) })
    {
      counts[model] += sizes[model]
      left -= sizes[model]
    }
    ranges = Self.consecutive(counts)
    var loads = [Double](repeating: 0, count: gpuCount)
    for model in order where counts[model] > 0 {
      for gpu in ranges[model] { loads[gpu] = load(model) }
    }
    for model in order where counts[model] == 0 && sizes[model] <= gpuCount {
      let windows = (0...gpuCount - sizes[model]).map { $0..<$0 + sizes[model] }
      let sums = windows.map { $0.reduce(0) { max($0, loads[$1]) } }
      let best = sums.indices.min { (sums[$0], $0) < (sums[$1], $1) } ?? 0
      ranges[model] = windows[best]
      for gpu in windows[best] { loads[gpu] += work[model] }
    }
    ranges = ranges.map { $0.lowerBound + row.lowerBound..<$0.upperBound + row.lowerBound }
  }

  /// For each model the seconds of all its nodes together: the work for each GPU of one group.
  private static func work(_ scenario: Scenario, _ rules: Rules) -> [Double] {
    var work = [Double](repeating: 0, count: scenario.models.count)
    for request in scenario.requests.indices {
      for (index, node) in scenario.workflow(of: request).nodes.enumerated() {
        let node = (model: node.model.index, id: RequestNode(request: request, node: index))
        work[node.model] += scenario.estimate(of: node.id, rules: rules).seconds
      }
    }
    return work
  }

  /// Returns ranges with the given numbers of GPUs, one behind the other.
  private static func consecutive(_ counts: [Int]) -> [Range<Int>] {
    var next = 0
    return counts.map { count in
      defer { next += count }
      return next..<next + count
    }
  }
}

extension Homes {
  /// For each model the windows that are dedicated to it, where memory or kinds of GPUs play a part.
  ///
  /// The same division with windows that can take the model, which need not be neighbours.
  ///
  /// - Complexity: O(nodes + models² · GPUs).
  static func windows(
    _ scenario: Scenario, _ shape: MachineShape, _ rules: Rules
  ) -> [[Range<Int>]] {
    let machine = Machine(for: scenario, shape: shape, rules: rules)
    let work = work(scenario, rules)
    // A step without a GPU needs no home.
    let possible = scenario.models.enumerated().map { index, model in
      model.gpusRequired == 0
        ? []
        : machine.windows(for: ModelID(index)).filter {
          machine.isUsable($0, for: ModelID(index))
        }
    }
    var isTaken = [Bool](repeating: false, count: shape.gpuCount)
    var loads = [Double](repeating: 0, count: shape.gpuCount)
    var result = [[Range<Int>]](repeating: [], count: scenario.models.count)
    func open(_ model: Int) -> Range<Int>? {
      possible[model].first { window in window.allSatisfy { !isTaken[$0] } }
    }
    func take(_ window: Range<Int>, _ model: Int) {
      for gpu in window { isTaken[gpu] = true }
      result[model].append(window)
    }
    let order = work.indices.sorted { (-work[$0], $0) < (-work[$1], $1) }
    for model in order where work[model] > 0 && !possible[model].isEmpty {
      if let window = open(model) { take(window, model) }
    }
    func load(_ model: Int) -> Double { work[model] / Double(result[model].count) }
    while let model = order.filter({ !result[$0].isEmpty && open($0) != nil })
      .max(by: { load($0) < load($1) }), let window = open(model)
    {
      take(window, model)
    }
    for model in order where !result[model].isEmpty {
      for gpu in result[model].joined() { loads[gpu] = load(model) }
    }
    for model in order where result[model].isEmpty {
      let sums = possible[model].map { window in window.reduce(0) { max($0, loads[$1]) } }
      guard let best = sums.indices.min(by: { (sums[$0], $0) < (sums[$1], $1) }) else { continue }
      result[model] = [possible[model][best]]
      for gpu in possible[model][best] { loads[gpu] += work[model] }
    }
    return result
  }
}
