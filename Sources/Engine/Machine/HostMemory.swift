/// The models whose weights the host keeps, least recently used first.
public struct HostMemory: Hashable, Sendable {
  /// The size, in GB.
  public let capacity: Double
  /// The kept models, the least recently used first.
  public private(set) var models: [ModelID] = []

  init(capacity: Double) { self.capacity = capacity }

  /// Whether a model is kept.
  ///
  /// - Complexity: O(models).
  public func holds(_ model: ModelID) -> Bool { models.contains(model) }

  /// Notes the use of a model; the least recently used leave until the rest fit.
  ///
  /// - Complexity: O(models).
  mutating func use(_ model: ModelID, _ tables: MemoryTables) {
    if models.last == model { return }
    guard tables.models[model.index].memory <= capacity else { return }
    models.removeAll { $0 == model }
    models.append(model)
    while used(tables) > capacity { models.removeFirst() }
  }

  private func used(_ tables: MemoryTables) -> Double {
    var sum = 0.0
    for model in models { sum += tables.models[model.index].memory }
    return sum
  }
}
