public import Engine

/// A kind of work of a GPU, and its model.
public enum LaneWork: Hashable, Sendable {
  /// Running a node.
  case computing(ModelID)
  /// Replacing another model.
  case switching(ModelID)
  /// Loading a model where there was none.
  case loading(ModelID)
}

/// A dispatch as one of its GPUs sees it.
public struct LaneEntry: Sendable {
  /// The beginning of the GPU's work for it, in seconds; not before the end of the entry before.
  public let begin: Double
  /// The beginning of computing, in seconds.
  public let start: Double
  /// The end of computing, in seconds.
  public let end: Double
  private let rawExecution: Int32
  /// Twice the model, and one more for a switch.
  private let modelAndSwitch: Int32

  init(_ index: Int, _ execution: Execution, model: ModelID, after previousEnd: Double?) {
    start = execution.start
    end = execution.end
    // Taking the switch off the start again may miss by a rounding.
    begin = min(
      max(execution.start - execution.switchTime, previousEnd ?? -.infinity), execution.start)
    rawExecution = Int32(index)
    modelAndSwitch = model.rawValue << 1 | (execution.isSwitch ? 1 : 0)
  }

  /// The dispatch, as a place in `Trace.executions`.
  public var execution: Int { Int(rawExecution) }

  /// The model that the GPU runs.
  public var model: ModelID { ModelID(rawValue: modelAndSwitch >> 1) }

  /// Whether another model is replaced, and that takes time.
  var isSwitch: Bool { modelAndSwitch & 1 == 1 && begin < start }

  /// The work from `begin` to `start`, which makes the GPU ready; nil if that takes no time.
  public var preparation: LaneWork? {
    guard begin < start else { return nil }
    return isSwitch ? .switching(model) : .loading(model)
  }

  /// The seconds between two times that went into preparing, and into computing.
  func seconds(from: Double, to: Double) -> (preparing: Double, computing: Double) {
    (max(0, min(start, to) - max(begin, from)), max(0, min(end, to) - max(start, from)))
  }
}
