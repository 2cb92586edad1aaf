/// A node that became ready.
public struct Readied: Sendable {
  /// The node.
  public let node: RequestNode
  private let rawEvent: Int32

  init(node: RequestNode, event: Int) {
    self.node = node
    rawEvent = Int32(truncatingIfNeeded: event)
  }

  /// The event at which it became ready, a place in `Trace.events`.
  public var event: Int { Int(rawEvent) }
}
