extension Machine {
  /// Compares the sets of free GPUs with what the GPUs themselves say, and ends the program if they
  /// differ.
  ///
  /// - Complexity: O(GPUs · (GPUs of the groups + models)).
  package func checkInvariants() {
    let free = gpus.indices.filter { gpus[$0].execution < 0 && !isAbsent($0) }
    let isFree = gpus.indices.map { free.contains($0) }
    precondition(gpus.indices.allSatisfy { self.isFree($0) == isFree[$0] }, "free GPUs")
    precondition(freeCount == free.count, "the number of free GPUs")
    for (index, size) in groupSizes.enumerated() {
      let starts = gpus.indices.filter { start in
        start + size <= gpuCount && (start..<start + size).allSatisfy { isFree[$0] }
      }
      precondition(Array(layout.members(of: index, in: bits)) == starts, "windows of \(size) GPUs")
    }
    for model in gpusRequired.indices {
      let warm = free.filter { gpus[$0].resident?.index == model }
      precondition(Array(layout.members(of: firstWarm + model, in: bits)) == warm, "warm GPUs")
    }
    let longest = isFree.split(separator: false).map(\.count).max() ?? 0
    precondition(longestFreeRun == longest, "the longest free run")
    checkMemoryInvariants()
    let first = free.min { (gpus[$0].freeAt, $0) < (gpus[$1].freeAt, $1) }
    precondition(longestFreeGPU == first, "the GPU that has been free longest")
  }

  /// Checks what GPUs and host hold against their memory, and the sets that follow from it, and ends
  /// the program if something does not fit.
  ///
  /// - Complexity: O(GPUs · models).
  package func checkMemoryInvariants() {
    guard let tables = memory, let occupancy = occupancy?.value else { return }
    let fresh = Occupancy(occupancy.residents, host: occupancy.host, tables)
    precondition(fresh.warm == occupancy.warm, "the GPUs on which models are resident")
    precondition(fresh.taking == occupancy.taking, "the GPUs that can take models")
    precondition(fresh.fitting == occupancy.fitting, "the GPUs with room for models")
    for gpu in gpus.indices {
      let list = occupancy.residents[gpu].list
      // Sums in another order may differ in the last bits.
      precondition(
        list.isEmpty
          || occupancy.residents[gpu].share(tables) <= tables.gpus[gpu].memory * 1.000001,
        "the memory of a GPU")
      precondition(tables.residency == .memory || list.count <= 1, "a GPU holds one model")
      precondition(
        zip(list, list.dropFirst()).allSatisfy { $0.model.index < $1.model.index },
        "the order of residents")
      guard gpus[gpu].execution >= 0, let model = gpus[gpu].resident else { continue }
      precondition(occupancy.residents[gpu].contains(model), "a busy GPU keeps its model")
    }
    guard let host = occupancy.host else { return }
    let used = host.models.reduce(0) { $0 + tables.models[$1.index].memory }
    precondition(used <= host.capacity * 1.000001, "the memory of the host")
    precondition(Set(host.models).count == host.models.count, "the host keeps a model once")
  }
}
