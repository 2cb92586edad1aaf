/// The reason for which a placement is refused.
///
/// Nodes are places in `Trace.readied`.
public enum PlacementFault: Error, Hashable, Sendable {
  /// The node does not wait: it was never ready, or it was placed before.
  case notWaiting(node: Int)
  /// The group has too few or too many GPUs for the node's model.
  case wrongCount(node: Int, gpus: Range<Int>, required: Int)
  /// The machine has no such GPU.
  case noSuchGPU(Int, node: Int)
  /// The GPU is absent.
  case absentGPU(Int, node: Int)
  /// The GPU is busy until a time, in seconds.
  case busyGPU(Int, until: Double, node: Int)
  /// A GPU is of a kind that the model does not run on, or has no room for it.
  case noRoom(Range<Int>, node: Int)
  /// The node is never placed, although it fits and nothing else is running or to come.
  case stalled(node: Int)
}
