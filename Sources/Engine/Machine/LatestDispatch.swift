/// The latest dispatch to a GPU, from which a machine is restored.
package struct LatestDispatch: Sendable {
  package let gpu: Int
  /// A place in `Trace.executions`.
  package let execution: Int
  package let model: ModelID
  /// The end of the execution, in seconds.
  package let end: Double

  package init(gpu: Int, execution: Int, model: ModelID, end: Double) {
    (self.gpu, self.execution, self.model, self.end) = (gpu, execution, model, end)
  }
}
