/// A reason why a node stays in the ready queue.
public enum WaitingReason: Hashable, Sendable {
  /// Its model takes more GPUs than there are: it waits forever.
  case neverFits(required: Int, available: Int)
  /// There are too few GPUs in a row of the kinds that its model runs on: it waits forever.
  case neverOfKind(required: Int, available: Int)
  /// Its model takes more memory on each of its GPUs, in GB, than the largest ones have: it waits forever.
  case neverRoom(needed: Double, gpus: Int, largest: Double)
  /// Residents that never make way leave too little memory, in GB, on the GPU that has most for it: it
  /// waits forever.
  case neverBeside([ModelID], needed: Double, free: Double)
  /// All GPUs are busy.
  case noFreeGPU
  /// Its model takes more GPUs in a row than the longest free run has.
  case noFreeWindow(required: Int, longestFreeRun: Int)
  /// Too few of the GPUs of its model's kinds are free in a row.
  case noFreeKind(required: Int, longestFreeRun: Int)
  /// Residents that never make way leave too little memory, in GB, on the free GPU that has most for it.
  case noRoomBeside([ModelID], needed: Double, free: Double)
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

  /// Whether it waits forever.
  public var isForever: Bool {
    switch self {
    case .neverFits, .neverOfKind, .neverRoom, .neverBeside: true
    default: false
    }
  }
}
