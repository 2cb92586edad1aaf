/// One GPU, in 16 bytes.
struct GPUState: Sendable {
  private var rawResident: Int32 = -1
  /// The execution that holds the GPU, a place in `Trace.executions`; −1 on a free GPU.
  var execution: Int32 = -1
  /// The end of its last node, in seconds; 0 if it never had one.
  var freeAt = 0.0

  /// Makes a GPU that never had a model.
  init() {}

  init(resident: ModelID, execution: Int, freeAt: Double) {
    rawResident = resident.rawValue
    self.execution = Int32(truncatingIfNeeded: execution)
    self.freeAt = freeAt
  }

  var resident: ModelID? { rawResident < 0 ? nil : ModelID(rawValue: rawResident) }
}
