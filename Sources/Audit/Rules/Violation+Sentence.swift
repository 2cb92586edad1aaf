import Engine

extension ExecutionLog {
  /// Returns a violation as a sentence, with the executions and times concerned.
  public func describe(_ violation: Violation) -> String {
    switch violation {
    case .overlap(let gpu, let first, let second):
      "GPU \(gpu) runs two executions at once: \(describe(first)) and \(describe(second))"
    case .unknownGPU(let execution, let gpu):
      "GPU \(gpu) is not in summary.gpus: \(describe(execution))"
    case .repeatedGPU(let execution, let gpu):
      "GPU \(gpu) is in gpu_ids twice: \(describe(execution))"
    case .firstGPU(let execution, let stated):
      "gpu_id is \(stated), not the first of gpu_ids: \(describe(execution))"
    case .repeatedListedGPU(let gpu): "GPU \(gpu) is in summary.gpus twice"
    case .groupSize(let execution, let required):
      "the model takes \(required) GPU(s), not \(executions[execution].gpus.count): "
        + describe(execution)
    case .notConsecutive(let execution):
      "the GPUs of the group are not consecutive: \(describe(execution))"
    case .negativeCount(let field, let value): "summary.\(field) is negative (\(plain(value)))"
    case .summary(let field, let stated, let found):
      "summary.\(field) is \(plain(stated)) but should be \(plain(found))"
    default: describeNode(violation)
    }
  }

  /// The sentences about times, nodes and switches.
  private func describeNode(_ violation: Violation) -> String {
    switch violation {
    case .duration(let execution):
      "end − start is \(executions[execution].span) s but execution_time is "
        + "\(plain(executions[execution].executionTime)) s: \(describe(execution))"
    case .endsBeforeStart(let execution): "the end is before the start: \(describe(execution))"
    case .negative(let execution, let field, let value):
      "\(field) is negative (\(value) s): \(describe(execution))"
    case .waitingTime(let execution, let expected):
      "waiting_time is \(plain(executions[execution].waitingTime)) s but should be \(expected) s: "
        + describe(execution)
    case .dispatchedBeforeReady(let execution):
      "dispatched before the node was ready at \(ready(execution)) s: \(describe(execution))"
    case .executionTime(let execution, let expected):
      "execution_time is \(plain(executions[execution].executionTime)) s but the inputs give "
        + "\(expected) s: \(describe(execution))"
    case .estimatedTime(let execution, let expected):
      "estimated_time is \(plain(executions[execution].estimatedTime)) s but the inputs give "
        + "\(expected) s: \(describe(execution))"
    case .estimateSource(let execution, let expected):
      "estimate_source should be \(expected): \(describe(execution))"
    case .unknownRequest(let execution): "the inputs have no such request: \(describe(execution))"
    case .unknownNode(let execution):
      "the request's workflow has no such node: \(describe(execution))"
    case .wrongWorkflow(let execution, let expected):
      "workflow_id should be \(expected): \(describe(execution))"
    case .wrongModel(let execution, let expected):
      "model_name should be \(expected): \(describe(execution))"
    case .repeatedNode(let first, let second):
      "the node ran twice: \(describe(first)) and \(describe(second))"
    default: describeOrder(violation)
    }
  }

  /// The sentences about the order of nodes and about switches.
  private func describeOrder(_ violation: Violation) -> String {
    switch violation {
    case .dependency(let execution, let dependency):
      "ready at \(ready(execution)) s, before its dependency had ended: "
        + "\(describe(execution)), dependency \(describe(dependency))"
    case .missingDependency(let execution, let node):
      "its dependency \(node) never ran: \(describe(execution))"
    case .readyBeforeArrival(let execution, let arrival):
      "ready at \(ready(execution)) s, before the request arrived at \(arrival) s: "
        + describe(execution)
    case .readyLate(let execution, let expected):
      "ready at \(ready(execution)) s, later than the request and its dependencies allowed "
        + "(\(expected) s): \(describe(execution))"
    case .neverRan(let request, let node):
      "\(request)/\(node) never ran although nothing prevented it"
    case .switchCost(let execution, let expected):
      "switch_time is \(plain(executions[execution].switchTime)) s but should be \(expected) s: "
        + describe(execution)
    case .switchFrom(let execution, let expected):
      "switch_from should be \(expected ?? "null"): \(describe(execution))"
    case .schedule(let execution, let gpus, let dispatched, let policy):
      "the first dispatch that policy \(policy) would not have made: \(describe(execution)); it "
        + "places this node on GPU [\(gpus.map(String.init).joined(separator: ", "))] at "
        + "\(dispatched) s"
    default: describeMachine(violation)
    }
  }

  /// The sentences about memory and kinds of GPUs.
  private func describeMachine(_ violation: Violation) -> String {
    switch violation {
    case .kind(let execution, let gpu):
      "GPU \(gpu) is of a kind that the model does not run on: \(describe(execution))"
    case .pinned(let execution, let model):
      "evicted names \(model), which is pinned: \(describe(execution))"
    case .evicted(let execution, let expected):
      "evicted should be \(expected.isEmpty ? "empty" : expected.joined(separator: ", ")): "
        + describe(execution)
    case .memory(let execution, let gpu, let needed, let free):
      "the model takes \(plain(needed)) GB of GPU \(gpu), where \(plain(free)) are free: "
        + describe(execution)
    case .source(let execution, let expected):
      "source should be \(expected): \(describe(execution))"
    case .speed(let execution, let expected, let speed):
      "execution_time is \(plain(executions[execution].executionTime)) s but the inputs give "
        + "\(expected) s at speed \(plain(speed)): \(describe(execution))"
    case .machine: "summary.machine is not the machine of the inputs"
    default: violation.rule
    }
  }

  private func describe(_ index: Int) -> String {
    let execution = executions[index]
    let gpus = gpus(of: execution).map(String.init).joined(separator: ", ")
    return "\(requests.names[execution.request])/\(nodes.names[execution.node]) on GPU [\(gpus)] "
      + "from \(execution.occupiedFrom) s (start \(execution.startTime) s) to \(execution.endTime) s"
  }

  /// The time that a node is known, or taken, to be ready at.
  private func ready(_ execution: Int) -> Double {
    executions[execution].readyTime ?? executions[execution].startTime
  }

  /// Returns a number as text, or null.
  private func plain(_ value: Double?) -> String { value?.plainText ?? "null" }
}
