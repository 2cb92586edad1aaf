/// A reason why a node stays in the ready queue.
public enum WaitingReason: Hashable, Sendable {
  /// Its model takes more GPUs than there are: it waits forever.
  case neverFits(required: Int, available: Int)
  /// All GPUs are busy.
  case noFreeGPU
  /// Its model takes more GPUs in a row than the longest free run has.
  case noFreeWindow(required: Int, longestFreeRun: Int)
  /// It fits, and the next placement pass is to come.
  case nextPass
  /// It fitted, but the policy placed another node.
  case outranked
  /// It may not pass a waiting node, a place in `Trace.readied`.
  case behind(Int)
  /// It would delay a node, a place in `Trace.readied`, for which GPUs are reserved from a time on, in
  /// seconds.
  case reserved(gpus: Range<Int>, for: Int, from: Double)
  /// The GPUs dedicated to its model are busy.
  case homeBusy(Range<Int>)
}
