/// The models that stay on some GPUs beside a new one; none where a GPU holds one model.
struct KeptModels: Hashable, Sendable {
  /// The first of the GPUs.
  var first = 0
  /// For each of the GPUs the served names of its models.
  var models: [Set<String>] = []

  /// Whether an instance of a model on some GPUs, some of which are among these, stays.
  func keep(_ model: String, on gpus: Range<Int>) -> Bool {
    models.indices.allSatisfy { place in
      !gpus.contains(first + place) || models[place].contains(model)
    } && !models.isEmpty
  }
}

/// The instances of a run on the server and the GPUs that they hold: one on each GPU, or as many as fit.
///
/// GPUs without a holding are empty. An instance holds its GPUs from the request for it until the
/// server has removed it, even if nobody waits for it any more: so no two models are ever asked for on
/// the same GPU. Pure state; `InstanceKeeper` acts on it.
struct GPUHoldings: Sendable {
  /// The phases of a holding.
  enum Phase: Hashable, Sendable {
    /// The server is asked for an instance, and a dispatch waits for it.
    case serving
    /// The server is asked for an instance that nobody waits for any more; removed when it comes.
    case abandoned
    /// The instance can be called.
    case ready(instance: String)
    /// The server is asked to remove the instance.
    case evicting(instance: String, Removal)
  }

  /// The ways to remove an instance.
  enum Removal: Hashable, Sendable {
    /// Stops all instances of the model and frees its weights.
    case offload
    /// Forgets the instance; the weights stay, for another instance of the same model.
    case delete
  }

  struct Holding: Sendable {
    let id: Int
    let model: String
    let gpus: Range<Int>
    /// The number of restarts of the server before the instance was asked for.
    let generation: Int
    var phase = Phase.serving
  }

  /// A removal to carry out.
  struct Eviction: Sendable {
    let id: Int
    let model: String
    let instance: String
    let removal: Removal
  }

  private(set) var holdings: [Holding] = []
  private var nextID = 0
  /// The number of restarts of the server so far.
  private(set) var generation = 0
  /// Whether a GPU may hold several instances.
  private var sharesGPUs = false

  var isEmpty: Bool { holdings.isEmpty }

  /// Whether the server is being asked for an instance, whose name is not known yet.
  var isServing: Bool { holdings.contains { [.serving, .abandoned].contains($0.phase) } }

  /// The instance of a model on exactly these GPUs; nil if there is none that can be called.
  func instance(of model: String, on gpus: Range<Int>) -> String? {
    for holding in holdings where holding.model == model && holding.gpus == gpus {
      if case .ready(let instance) = holding.phase { return instance }
    }
    return nil
  }

  /// The other GPUs that hold the model, in order.
  func otherGPUs(of model: String, than gpus: Range<Int>) -> [Range<Int>] {
    holdings.filter { $0.model == model && $0.gpus != gpus }.map(\.gpus)
      .sorted { $0.lowerBound < $1.lowerBound }
  }
}

// MARK: - Serving

extension GPUHoldings {
  /// Whether a model may be asked for on these GPUs now.
  ///
  /// Not before the GPUs are empty, nor while all instances of the model are being stopped.
  func canServe(
    _ model: String, on gpus: Range<Int>, beside kept: KeptModels = KeptModels()
  ) -> Bool {
    holdings.allSatisfy { holding in
      if case .evicting(_, .offload) = holding.phase, holding.model == model { return false }
      guard holding.gpus.overlaps(gpus) else { return true }
      if case .ready = holding.phase { return kept.keep(holding.model, on: holding.gpus) }
      return false
    }
  }

  /// Begins to serve a model; `canServe(_:on:)` must be true.
  ///
  /// - Returns: the number of the holding.
  mutating func beginServing(
    _ model: String, on gpus: Range<Int>, beside kept: KeptModels = KeptModels()
  ) -> Int {
    precondition(canServe(model, on: gpus, beside: kept), "GPUs \(gpus) hold an instance")
    defer { nextID += 1 }
    if kept != KeptModels() { sharesGPUs = true }
    holdings.append(Holding(id: nextID, model: model, gpus: gpus, generation: generation))
    return nextID
  }

  /// Notes the instance that the server has made.
  ///
  /// - Returns: its removal, if nobody waits for it any more.
  mutating func endServing(_ id: Int, instance: String) -> Eviction? {
    guard let place = place(id) else { return nil }
    let wasAwaited = holdings[place].phase == .serving
    holdings[place].phase = .ready(instance: instance)
    return wasAwaited ? nil : evict(place)
  }

  /// Notes that the server has made no instance.
  mutating func failServing(_ id: Int) { holdings.removeAll { $0.id == id } }

  /// Notes that nobody waits for an instance any more.
  ///
  /// - Returns: the instance, if it came at the last moment and can be called.
  mutating func abandon(_ id: Int) -> String? {
    guard let place = place(id) else { return nil }
    if case .ready(let instance) = holdings[place].phase { return instance }
    if holdings[place].phase == .serving { holdings[place].phase = .abandoned }
    return nil
  }

  private func place(_ id: Int) -> Int? { holdings.firstIndex { $0.id == id } }
}

// MARK: - Evicting

extension GPUHoldings {
  /// Begins to evict the instances on these GPUs, but those of kept models.
  mutating func evict(
    overlapping gpus: Range<Int>, beside kept: KeptModels = KeptModels()
  ) -> [Eviction] {
    holdings.indices.filter { place in
      holdings[place].gpus.overlaps(gpus)
        && !kept.keep(holdings[place].model, on: holdings[place].gpus)
    }.compactMap { evict($0) }
  }

  /// Begins to evict all instances.
  mutating func evictAll() -> [Eviction] { holdings.indices.compactMap { evict($0) } }

  /// Notes that an instance is removed.
  mutating func endEviction(_ id: Int) { holdings.removeAll { $0.id == id } }

  /// Notes that the server does not know an instance.
  ///
  /// - Returns: whether that is news: the first sign of a restart.
  mutating func lose(_ instance: String) -> Bool {
    guard let place = holdings.firstIndex(where: { $0.phase == .ready(instance: instance) }) else {
      return false
    }
    return noteRestart(since: holdings.remove(at: place).generation)
  }

  /// Notes that the server has lost a model it had in a generation.
  ///
  /// - Returns: whether that is news.
  mutating func noteRestart(since known: Int) -> Bool {
    guard known == generation else { return false }
    generation += 1
    return true
  }

  private mutating func evict(_ place: Int) -> Eviction? {
    guard case .ready(let instance) = holdings[place].phase else { return nil }
    let holding = holdings[place]
    let removal: Removal = isNeededElsewhere(holding) ? .delete : .offload
    holdings[place].phase = .evicting(instance: instance, removal)
    return Eviction(id: holding.id, model: holding.model, instance: instance, removal: removal)
  }

  private func isNeededElsewhere(_ holding: Holding) -> Bool {
    holdings.contains { other in
      if case .evicting = other.phase { return false }
      return other.id != holding.id && other.model == holding.model
    }
  }

  /// Checks that no two instances hold the same GPU.
  func checkInvariants() {
    guard !sharesGPUs else { return }
    for (place, holding) in holdings.enumerated() {
      precondition(
        holdings[..<place].allSatisfy { !$0.gpus.overlaps(holding.gpus) },
        "two instances hold GPUs \(holding.gpus)")
    }
  }
}
