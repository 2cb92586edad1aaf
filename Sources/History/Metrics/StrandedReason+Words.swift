import Engine

extension StrandedReason {
  /// The reason in words.
  ///
  /// - Parameter name: Returns the name of a node, a place in `Workflow.nodes`.
  /// - Returns: A sentence without subject and full stop.
  public func words(name: (Int) -> String) -> String {
    switch self {
    case .needsMoreGPUs(let required, let available):
      "needs \(required) GPUs in a row, there \(available == 1 ? "is 1" : "are \(available)")"
    case .needsMoreMemory(let needed, let gpus, let largest):
      "needs \(needed.plainText) GB"
        + (gpus > 1 ? " on each of \(gpus) GPUs in a row" : "")
        + "; the largest have \(largest.plainText)"
    case .needsOtherKinds(let required, let available):
      "needs \(required) \(required == 1 ? "GPU" : "GPUs in a row") of the kinds that it runs on, there "
        + (available == 1 ? "is 1" : "are \(available)")
    case .noRoomBesidePinned(let needed, let free):
      "needs \(needed.plainText) GB, \(free.plainText) \(free == 1 ? "is" : "are") free beside pinned models"
    case .missingDependencies(let names):
      "waits for \(names.joined(separator: ", ")), which the workflow lacks"
    case .cycle(let members):
      "waits for itself: \((members + members.prefix(1)).map(name).joined(separator: " → "))"
    case .waitsFor(let node): "waits for \(name(node)), which never runs"
    case .unfinished: "the run ended before it"
    }
  }
}
