/// The scheduling rules that can be chosen by name.
///
/// A new one is a file beside this and a case here.
public enum Policy: String, CaseIterable, Sendable {
  /// First in, first out, with model affinity: see `Baseline`.
  case baseline
}

/// The decision of a policy: the node at the head of a model's queue goes to these GPUs.
public struct Placement: Hashable, Sendable {
  /// The model whose longest-waiting node is placed.
  public var model: ModelID
  /// The GPUs that it gets: consecutive, free, as many as the model requires.
  public var gpus: Range<Int>

  /// Makes a placement.
  public init(model: ModelID, gpus: Range<Int>) {
    self.model = model
    self.gpus = gpus
  }
}
