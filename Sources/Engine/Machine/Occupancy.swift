/// The models on all GPUs, and those that the host keeps.
///
/// For each model there are sets of the GPUs, free or not, on which it is resident, which can take it,
/// and on which it fits as they are; they change with the residents of a GPU alone.
struct Occupancy: Sendable {
  var residents: [GPUResidents]
  var host: HostMemory?
  /// For each model the place of its first waiting node in the queue; `Int32.max` if none waits.
  ///
  /// Kept for the eviction that looks at it alone.
  var nextNeeds: [Int32]
  /// For each model the set of the GPUs on which it is resident.
  private(set) var warm: [UInt64]
  /// For each model the set of the GPUs of its kinds on which it is resident or finds room once
  /// all have made way that may.
  private(set) var taking: [UInt64]
  /// For each model the set of the GPUs that have room for it without evictions.
  private(set) var fitting: [UInt64]
  /// No model that may expire on a free GPU was used before, in seconds.
  private var earliestUse = Double.infinity

  /// Makes a machine with some residents; expired models are still among them.
  init(_ residents: [GPUResidents], host: HostMemory?, _ tables: MemoryTables) {
    self.residents = residents
    self.host = host
    nextNeeds = [Int32](repeating: .max, count: tables.models.count)
    let empty = [UInt64](repeating: 0, count: tables.wordCount * tables.models.count)
    (warm, taking, fitting) = (empty, empty, empty)
    for gpu in residents.indices { updateSets(of: gpu, tables) }
  }

  /// Makes a machine before the first dispatch.
  init(_ start: MemoryState, _ tables: MemoryTables) {
    self.init(start.gpus, host: start.host, tables)
  }

  func view(_ tables: MemoryTables) -> EvictionView {
    EvictionView(tables: tables, nextNeeds: nextNeeds, host: host)
  }

  /// Whether a model on a free GPU may not have been used for too long.
  @inline(__always)
  func mayExpire(at now: Double, _ tables: MemoryTables) -> Bool {
    now - earliestUse > tables.keepAlive
  }

  /// Removes models that were not used for too long from the free GPUs.
  ///
  /// - Complexity: O(GPUs + models of each that changes).
  mutating func expire(at now: Double, isFree: (Int) -> Bool, _ tables: MemoryTables) {
    earliestUse = .infinity
    for gpu in residents.indices where isFree(gpu) {
      if residents[gpu].expire(at: now, tables) { updateSets(of: gpu, tables) }
      earliestUse = min(earliestUse, residents[gpu].earliestUse(tables))
    }
  }

  /// Lets a model take GPUs until a time, in seconds, and others make way.
  ///
  /// - Complexity: O(residents + models) for each GPU whose residents change.
  mutating func occupy(
    _ gpus: Range<Int>, with model: ModelID, evicting evicted: [EvictedModel], until end: Double,
    _ tables: MemoryTables
  ) {
    for leaving in evicted {
      residents[leaving.gpu].remove(leaving.model)
      if tables.offloads { host?.use(leaving.model, tables) }
    }
    if !gpus.isEmpty { host?.use(model, tables) }
    for gpu in gpus {
      let wasResident = isResident(model, on: gpu, tables)
      residents[gpu].use(model, until: end)
      if !wasResident { updateSets(of: gpu, tables) }
    }
  }

  /// Notes that a GPU is free, whose model was used until a time, in seconds.
  mutating func release(_ gpu: Int, of model: ModelID?, since time: Double, _ tables: MemoryTables)
  {
    if let model, isResident(model, on: gpu, tables) { residents[gpu].use(model, until: time) }
    guard tables.keepAlive < .infinity else { return }
    earliestUse = min(earliestUse, residents[gpu].earliestUse(tables))
  }

  private mutating func updateSets(of gpu: Int, _ tables: MemoryTables) {
    Self.update(gpu, residents[gpu], &warm, &taking, &fitting, tables)
  }

  // Static, so that each list of sets is borrowed once and not for each model.
  private static func update(
    _ gpu: Int, _ list: GPUResidents, _ warm: inout [UInt64], _ taking: inout [UInt64],
    _ fitting: inout [UInt64], _ tables: MemoryTables
  ) {
    let memory = tables.gpus[gpu].memory
    let isOne = tables.residency == .one
    let room = memory - list.share(tables)
    let leastRoom = memory - list.share(tables, pinnedOnly: true)
    let isBlocked = isOne && list.list.contains { tables.models[$0.model.index].isPinned }
    let (word, bit): (Int, UInt64) = (gpu &>> 6, 1 &<< UInt64(gpu & 63))
    var holds = warm.mutableSpan
    var takes = taking.mutableSpan
    var fits = fitting.mutableSpan
    for model in tables.models.indices {
      let (place, share) = (model &* tables.wordCount &+ word, tables.models[model].share)
      let isAllowed = tables.allowed[place] & bit != 0
      set(&fits[place], bit, !isOne && share <= room)
      set(&takes[place], bit, isAllowed && !isBlocked && share <= leastRoom)
      set(&holds[place], bit, false)
    }
    for resident in list.list {
      let place = resident.model.index &* tables.wordCount &+ word
      set(&holds[place], bit, true)
      set(&takes[place], bit, tables.allowed[place] & bit != 0)
    }
  }

  @inline(__always)
  private static func set(_ word: inout UInt64, _ bit: UInt64, _ isMember: Bool) {
    word = isMember ? word | bit : word & ~bit
  }

  @inline(__always)
  func isResident(_ model: ModelID, on gpu: Int, _ tables: MemoryTables) -> Bool {
    warm[model.index &* tables.wordCount &+ gpu &>> 6] &>> UInt64(gpu & 63) & 1 == 1
  }

  @inline(__always)
  func hasRoom(for model: ModelID, on gpu: Int, _ tables: MemoryTables) -> Bool {
    fitting[model.index &* tables.wordCount &+ gpu &>> 6] &>> UInt64(gpu & 63) & 1 == 1
  }

  @inline(__always)
  func canTake(_ model: ModelID, on gpu: Int, _ tables: MemoryTables) -> Bool {
    taking[model.index &* tables.wordCount &+ gpu &>> 6] &>> UInt64(gpu & 63) & 1 == 1
  }
}
