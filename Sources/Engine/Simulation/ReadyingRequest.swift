/// A request of which nodes become ready, with what their dispatch needs to know.
struct ReadyingRequest {
  let request: RequestID
  /// The number of requests for the same workflow before this one.
  let rank: Int32
  /// The kind of the first node of its workflow.
  let firstKind: Int32

  /// A node of the request, with its place in `Trace.readied`, as it waits.
  func node(_ entry: Int, _ node: RequestNode) -> WaitingNode {
    WaitingNode(
      entry: Int32(truncatingIfNeeded: entry), request: request.rawValue, rank: rank,
      kind: firstKind &+ node.nodeRawValue)
  }
}
