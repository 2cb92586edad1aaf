/// Why a node had to stay in the ready queue.
public enum WaitingReason: Hashable, Sendable {
  /// Its model takes more GPUs than there are: it waits for ever.
  case neverFits(required: Int, available: Int)
  /// All GPUs are busy.
  case noFreeGPU
  /// Its model takes more GPUs in a row than the longest free run has.
  case noFreeWindow(required: Int, longestFreeRun: Int)
  /// There is room, and the next placement pass is still to come.
  case nextPass
  /// There was room, and the policy gave another node its turn.
  case outranked
  /// Nobody passes this node, a place in `Trace.readied`, which waits itself.
  case behind(Int)
  /// It would hold up the node, a place in `Trace.readied`, for which GPUs are reserved from a time on,
  /// in seconds.
  case reserved(gpus: Range<Int>, for: Int, from: Double)
  /// Its model's own GPUs are busy.
  case homeBusy(Range<Int>)
}
