/// A node that waits for a GPU, with what its dispatch needs to know, in 16 bytes.
package struct WaitingNode: Sendable {
  /// Its place in `Trace.readied`: the smaller, the longer it waits.
  var entry: Int32 = .max
  /// The request.
  var request: Int32 = 0
  /// The number of requests for the same workflow before that one.
  var rank: Int32 = 0
  /// Its place in the columns of `WorkflowTable`.
  var kind: Int32 = 0

  init(entry: Int32 = .max, request: Int32 = 0, rank: Int32 = 0, kind: Int32 = 0) {
    (self.entry, self.request, self.rank, self.kind) = (entry, request, rank, kind)
  }

  /// Makes a node of which only the place in `Trace.readied` is known.
  package init(entry: Int) { self.entry = Int32(truncatingIfNeeded: entry) }
}
