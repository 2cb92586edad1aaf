/// A model on a GPU.
public struct Resident: Hashable, Sendable {
  /// The model.
  public let model: ModelID
  /// The end of its last node on the GPU, in seconds; 0 if it was there at the start.
  public var lastUse: Double
}

/// The models on one GPU, in the order of the file.
package struct GPUResidents: Hashable, Sendable {
  package private(set) var list: [Resident] = []

  package init() {}

  /// - Complexity: O(residents).
  package func contains(_ model: ModelID) -> Bool { list.contains { $0.model == model } }

  /// Adds a model, or changes its last use.
  ///
  /// - Complexity: O(residents).
  package mutating func use(_ model: ModelID, until end: Double) {
    for place in list.indices {
      if list[place].model == model { return list[place].lastUse = end }
      if list[place].model.index > model.index {
        return list.insert(Resident(model: model, lastUse: end), at: place)
      }
    }
    list.append(Resident(model: model, lastUse: end))
  }

  /// - Complexity: O(residents).
  package mutating func remove(_ model: ModelID) { list.removeAll { $0.model == model } }

  /// Removes the models of a free GPU that were not used for too long; returns whether there were any.
  ///
  /// - Complexity: O(residents).
  mutating func expire(at now: Double, _ tables: MemoryTables) -> Bool {
    let isGone = { (resident: Resident) in
      now - resident.lastUse > tables.keepAlive && !tables.models[resident.model.index].isPinned
    }
    guard list.contains(where: isGone) else { return false }
    list.removeAll(where: isGone)
    return true
  }

  /// The earliest last use of the models that may expire, in seconds; infinite if there are none.
  func earliestUse(_ tables: MemoryTables) -> Double {
    var earliest = Double.infinity
    for resident in list where !tables.models[resident.model.index].isPinned {
      earliest = min(earliest, resident.lastUse)
    }
    return earliest
  }

  /// The memory that the models take, in GB.
  func share(_ tables: MemoryTables, pinnedOnly: Bool = false) -> Double {
    var sum = 0.0
    for resident in list where !pinnedOnly || tables.models[resident.model.index].isPinned {
      sum += tables.models[resident.model.index].share
    }
    return sum
  }
}

/// The conditions beside the GPU on which the order of evictions depends.
struct EvictionView {
  let tables: MemoryTables
  /// For each model the place of its first waiting node in the queue; `Int32.max` if none waits.
  let nextNeeds: [Int32]
  let host: HostMemory?
}

extension GPUResidents {
  /// The place of a resident in the order of evictions.
  private struct Turn: Comparable {
    var first: Double
    var lastUse: Double
    var model: Int

    static func < (a: Turn, b: Turn) -> Bool {
      (a.first, a.lastUse, a.model) < (b.first, b.lastUse, b.model)
    }
  }

  /// Calls `body` with the models that make way for a model that is not resident, in order.
  ///
  /// - Returns: whether the model fits then.
  /// - Complexity: O(residents²).
  @inline(__always)
  func visitEvicted(
    for model: ModelID, on gpu: Int, _ view: EvictionView, _ body: (ModelID) -> Void
  ) -> Bool {
    let tables = view.tables
    guard tables.residency == .memory else {
      for resident in list {
        guard !tables.models[resident.model.index].isPinned else { return false }
        body(resident.model)
      }
      return true
    }
    let (share, memory) = (tables.models[model.index].share, tables.gpus[gpu].memory)
    // Those up to and with this turn have made way.
    var latest = Turn(first: -.infinity, lastUse: -.infinity, model: -1)
    while true {
      var (staying, next): (Double, Turn?) = (0, nil)
      for resident in list {
        let weights = tables.models[resident.model.index]
        if weights.isPinned {
          staying += weights.share
          continue
        }
        let turn = turn(of: resident, on: gpu, view)
        guard latest < turn else { continue }
        staying += weights.share
        if next.map({ turn < $0 }) ?? true { next = turn }
      }
      if share <= memory - staying { return true }
      guard let next else { return false }
      body(ModelID(next.model))
      latest = next
    }
  }

  /// The models that may make way, in the order in which they would.
  func evictionOrder(on gpu: Int, _ view: EvictionView) -> [ModelID] {
    list.filter { !view.tables.models[$0.model.index].isPinned }
      .map { turn(of: $0, on: gpu, view) }.sorted().map { ModelID($0.model) }
  }

  private func turn(of resident: Resident, on gpu: Int, _ view: EvictionView) -> Turn {
    let weights = view.tables.models[resident.model.index]
    let first: Double
    switch view.tables.eviction {
    case .lru: first = 0
    case .largest: first = -weights.share
    case .lookahead: first = -Double(view.nextNeeds[resident.model.index])
    case .cheapest: first = Self.secondsToReturn(resident.model, to: gpu, view)
    }
    return Turn(first: first, lastUse: resident.lastUse, model: resident.model.index)
  }

  /// The seconds in which a model that makes way is brought back to the GPU when it has room.
  static func secondsToReturn(
    _ model: ModelID, to gpu: Int, _ view: EvictionView
  ) -> Double {
    let (tables, weights) = (view.tables, view.tables.models[model.index])
    let isKept =
      view.host.map { $0.holds(model) || (tables.offloads && weights.memory <= $0.capacity) }
      ?? true
    return isKept
      ? weights.share / tables.gpus[gpu].bandwidth + tables.overhead : weights.loadTimeSeconds
  }
}
