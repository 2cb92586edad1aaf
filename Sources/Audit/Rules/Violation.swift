import Engine

/// A rule that a log breaks; executions are places in `ExecutionLog.executions`.
public enum Violation: Hashable, Sendable {
  /// Two executions occupy a GPU at the same time.
  case overlap(gpu: Int, first: Int, second: Int)
  /// `end − start` is not the execution time.
  case duration(execution: Int)
  /// A time that cannot be negative is.
  case negative(execution: Int, field: String, value: Double)
  /// A field of the summary does not agree with the executions.
  case summary(field: String, stated: Double, found: Double)
  /// A GPU that the summary does not list.
  case unknownGPU(execution: Int, gpu: Int)
  /// The inputs have no such request.
  case unknownRequest(execution: Int)
  /// The request's workflow has no such node.
  case unknownNode(execution: Int)
  /// The node calls another model.
  case wrongModel(execution: Int, expected: String)
  /// A node of a request ran twice.
  case repeatedNode(first: Int, second: Int)
  /// A node was ready before one that it depends on had ended.
  case dependency(execution: Int, dependency: Int)
  /// A node ran although one that it depends on never did.
  case missingDependency(execution: Int, node: String)
  /// A node was ready before its request arrived.
  case readyBeforeArrival(execution: Int, arrival: Double)
  /// A GPU was taken for a node before the node was ready.
  case dispatchedBeforeReady(execution: Int)
  /// The model takes another number of GPUs.
  case groupSize(execution: Int, required: Int)
  /// The GPUs of a group are not consecutive.
  case notConsecutive(execution: Int)
  /// The switch costs something else.
  case switchCost(execution: Int, expected: Double)
  /// Another model, or none, made way.
  case switchFrom(execution: Int, expected: String?)
}

extension ExecutionLog {
  /// A violation as a sentence, with the executions and times concerned.
  public func describe(_ violation: Violation) -> String {
    switch violation {
    case .overlap(let gpu, let first, let second):
      "GPU \(gpu) is used twice at once: \(describe(first)) and \(describe(second))"
    case .duration(let execution):
      "end − start is \(duration(execution)) s but execution_time is "
        + "\(executions[execution].executionTime) s: \(describe(execution))"
    case .negative(let execution, let field, let value):
      "\(field) is negative (\(value) s): \(describe(execution))"
    case .summary(let field, let stated, let found):
      "summary.\(field) is \(plain(stated)) but should be \(plain(found))"
    case .unknownGPU(let execution, let gpu):
      "GPU \(gpu) is not one of summary.gpus: \(describe(execution))"
    case .unknownRequest(let execution): "the inputs have no such request: \(describe(execution))"
    case .unknownNode(let execution):
      "the request's workflow has no such node: \(describe(execution))"
    case .wrongModel(let execution, let expected):
      "the node calls model \(expected), not \(models.names[executions[execution].model]): "
        + describe(execution)
    case .repeatedNode(let first, let second):
      "the node ran twice: \(describe(first)) and \(describe(second))"
    case .dependency(let execution, let dependency):
      "ready at \(executions[execution].readyTime) s, before its dependency had ended: "
        + "\(describe(execution)), dependency \(describe(dependency))"
    case .missingDependency(let execution, let node):
      "its dependency \(node) never ran: \(describe(execution))"
    case .readyBeforeArrival(let execution, let arrival):
      "ready at \(executions[execution].readyTime) s, before the request arrived at "
        + "\(arrival) s: \(describe(execution))"
    case .dispatchedBeforeReady(let execution):
      "dispatched before it was ready at \(executions[execution].readyTime) s: "
        + describe(execution)
    case .groupSize(let execution, let required):
      "the model takes \(required) GPU(s), not \(executions[execution].gpus.count): "
        + describe(execution)
    case .notConsecutive(let execution):
      "the GPUs of the group are not consecutive: \(describe(execution))"
    case .switchCost(let execution, let expected):
      "switch_time is \(executions[execution].switchTime) s but should be \(expected) s: "
        + describe(execution)
    case .switchFrom(let execution, let expected):
      "switch_from should be \(expected ?? "null"): \(describe(execution))"
    }
  }

  private func describe(_ index: Int) -> String {
    let execution = executions[index]
    let gpus = gpus(of: execution).map(String.init).joined(separator: ", ")
    return "\(requests.names[execution.request])/\(nodes.names[execution.node]) on GPU [\(gpus)] "
      + "from \(execution.occupiedFrom) s (start \(execution.startTime) s) to \(execution.endTime) s"
  }

  private func duration(_ execution: Int) -> Double {
    executions[execution].endTime - executions[execution].startTime
  }

  /// A count without the fraction that it does not have.
  private func plain(_ value: Double) -> String {
    Int(exactly: value).map { "\($0)" } ?? "\(value)"
  }
}

extension Violation {
  /// The name of the broken rule.
  public var rule: String {
    switch self {
    case .overlap: "overlap"
    case .duration: "duration"
    case .negative: "negative"
    case .summary: "summary"
    case .unknownGPU: "unknown-gpu"
    case .unknownRequest: "unknown-request"
    case .unknownNode: "unknown-node"
    case .wrongModel: "wrong-model"
    case .repeatedNode: "repeated-node"
    case .dependency: "dependency"
    case .missingDependency: "missing-dependency"
    case .readyBeforeArrival: "ready-before-arrival"
    case .dispatchedBeforeReady: "dispatched-before-ready"
    case .groupSize: "group-size"
    case .notConsecutive: "not-consecutive"
    case .switchCost: "switch-cost"
    case .switchFrom: "switch-from"
    }
  }
}
