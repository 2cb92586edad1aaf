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
    let first = free.min { (gpus[$0].freeAt, $0) < (gpus[$1].freeAt, $1) }
    precondition(longestFreeGPU == first, "the GPU that has been free longest")
  }
}
