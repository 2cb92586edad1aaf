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
    case .missingDependencies(let names):
      "waits for \(names.joined(separator: ", ")), which the workflow lacks"
    case .cycle(let members):
      "waits for itself: \((members + members.prefix(1)).map(name).joined(separator: " → "))"
    case .waitsFor(let node): "waits for \(name(node)), which never runs"
    case .unfinished: "the run ended before it"
    }
  }
}
