/// The preparations of all dispatches of a run, in order.
struct PreparationRecord: Sendable {
  private(set) var sources: [LoadSource] = []
  /// For each dispatch the number of evictions up to and with it.
  private var ends: [Int32] = []
  private var evictions: [PackedEviction] = []

  /// An evicted model in 8 bytes.
  private struct PackedEviction: Sendable {
    var gpu: Int32
    var model: Int32
  }

  mutating func append(_ preparation: GPUPreparation) {
    sources.append(preparation.source)
    for evicted in preparation.evicted {
      evictions.append(
        PackedEviction(
          gpu: Int32(truncatingIfNeeded: evicted.gpu), model: evicted.model.rawValue))
    }
    ends.append(Int32(truncatingIfNeeded: evictions.count))
  }

  func evicted(by execution: Int) -> ArraySlice<EvictedModel> {
    guard ends.indices.contains(execution) else { return [] }
    let first = execution == 0 ? 0 : Int(ends[execution - 1])
    return evictions[first..<Int(ends[execution])].map {
      EvictedModel(gpu: Int($0.gpu), model: ModelID(rawValue: $0.model))
    }[...]
  }
}
