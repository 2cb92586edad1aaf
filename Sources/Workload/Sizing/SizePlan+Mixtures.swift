internal import Documents
public import Engine

extension SizePlan {
  /// Replaces the numbers of GPUs by all mixtures of some kinds that have a GPU.
  ///
  /// - Complexity: O(mixtures).
  public mutating func mix(_ kinds: [SizeKind]) {
    self.kinds = kinds
    guard !kinds.isEmpty else { return mixtures = [] }
    mixtures = kinds.reduce(into: [[]]) { partial, kind in
      partial = partial.flatMap { head in kind.counts.map { head + [$0] } }
    }.filter { $0.contains { $0 > 0 } }
  }

  /// Whether some kinds have an allowed number of mixtures.
  public static func allows(_ kinds: [SizeKind]) -> Bool {
    Limit.comparedRuns.allows(kinds.reduce(1.0) { $0 * Double($1.counts.count) })
      && kinds.allSatisfy { $0.counts.allSatisfy { $0 == 0 || Limit.gpus.allows($0) } }
      && Limit.gpus.allows(kinds.reduce(0.0) { $0 + Double($1.counts.last ?? 0) })
  }

  /// The number of GPUs of a machine.
  public func gpuCount(ofMachine machine: Int) -> Int {
    mixtures.isEmpty ? gpuCounts[machine] : mixtures[machine].reduce(0, +)
  }

  /// A machine in words: `8`, or `a100=2,l4=3`.
  func machineText(_ machine: Int) -> String {
    guard !mixtures.isEmpty else { return "\(gpuCounts[machine])" }
    return zip(kinds, mixtures[machine]).map { "\($0.name)=\($1)" }.joined(separator: ",")
  }

  /// The price of a machine for an hour; nil if it is not known.
  func price(ofMachine machine: Int) -> Double? {
    guard !mixtures.isEmpty else { return price.map { $0 * Double(gpuCounts[machine]) } }
    var sum = 0.0
    for (kind, count) in zip(kinds, mixtures[machine]) where count > 0 {
      guard let price = kind.price ?? self.price else { return nil }
      sum += price * Double(count)
    }
    return sum
  }

  /// Returns a scenario on the machine of a cell.
  public func scenario(_ scenario: Scenario, at place: SizeCell) -> Scenario {
    guard !mixtures.isEmpty else { return scenario }
    var result = scenario
    let counts = mixtures[place.count]
    result.hardware.gpuCount = counts.reduce(0, +)
    result.hardware.kinds = scenario.hardware.kinds.compactMap { kind in
      guard let index = kinds.firstIndex(where: { $0.name == kind.name }), counts[index] > 0 else {
        return nil
      }
      var kind = kind
      kind.count = counts[index]
      return kind
    }
    return result
  }
}
