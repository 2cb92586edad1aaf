import Engine

/// A rule that a log breaks; executions are indices in `ExecutionLog.executions`.
public enum Violation: Hashable, Sendable {
  // MARK: GPUs

  /// Two executions occupy a GPU at the same time.
  case overlap(gpu: Int, first: Int, second: Int)
  /// A GPU that the summary does not list.
  case unknownGPU(execution: Int, gpu: Int)
  /// An execution lists a GPU twice.
  case repeatedGPU(execution: Int, gpu: Int)
  /// `gpu_id` is not the first of `gpu_ids`.
  case firstGPU(execution: Int, stated: Int)
  /// The summary lists a GPU twice.
  case repeatedListedGPU(gpu: Int)
  /// The model takes another number of GPUs.
  case groupSize(execution: Int, required: Int)
  /// The GPUs of a group are not consecutive.
  case notConsecutive(execution: Int)

  // MARK: Times

  /// `end − start` is not the execution time.
  case duration(execution: Int)
  /// An execution ends before it starts.
  case endsBeforeStart(execution: Int)
  /// A time is negative that cannot be.
  case negative(execution: Int, field: String, value: Double)
  /// The waiting time is not the time from ready to dispatch.
  case waitingTime(execution: Int, expected: Double)
  /// The GPUs were taken for a node before the node was ready.
  case dispatchedBeforeReady(execution: Int)
  /// The execution time is not the one that the inputs give.
  case executionTime(execution: Int, expected: Double)
  /// The estimated time is not the one that the inputs give.
  case estimatedTime(execution: Int, expected: Double)
  /// The estimate comes from elsewhere.
  case estimateSource(execution: Int, expected: String)

  // MARK: Nodes

  /// The inputs have no such request.
  case unknownRequest(execution: Int)
  /// The request's workflow has no such node.
  case unknownNode(execution: Int)
  /// The request is for another workflow.
  case wrongWorkflow(execution: Int, expected: String)
  /// The node calls another model.
  case wrongModel(execution: Int, expected: String)
  /// A node of a request ran twice.
  case repeatedNode(first: Int, second: Int)
  /// A node was ready before one of its dependencies had ended.
  case dependency(execution: Int, dependency: Int)
  /// A node ran although one of its dependencies never did.
  case missingDependency(execution: Int, node: String)
  /// A node was ready before its request arrived.
  case readyBeforeArrival(execution: Int, arrival: Double)
  /// A node was ready later than its request and its dependencies allowed.
  case readyLate(execution: Int, expected: Double)
  /// A node never ran although nothing prevented it.
  case neverRan(request: String, node: String)

  // MARK: Switches

  /// The switch costs something else.
  case switchCost(execution: Int, expected: Double)
  /// Another model was evicted, or none.
  case switchFrom(execution: Int, expected: String?)

  /// A GPU is of a kind that the model does not run on.
  case kind(execution: Int, gpu: Int)
  /// A model that is pinned made way.
  case pinned(execution: Int, model: String)
  /// Other models make way than the rules say, each as a GPU and a model, or in another order.
  case evicted(execution: Int, expected: [String])
  /// The model does not fit into the memory that the others leave on a GPU, in GB.
  case memory(execution: Int, gpu: Int, needed: Double, free: Double)
  /// The weights come from elsewhere.
  case source(execution: Int, expected: String)
  /// The execution time is not the one that the inputs and the speed of the GPUs give.
  case speed(execution: Int, expected: Double, speed: Double)

  // MARK: The whole run

  /// The machine of the summary is not that of the inputs.
  case machine

  /// A count of the summary is negative.
  case negativeCount(field: String, value: Double)
  /// A field of the summary does not agree with the executions; `stated` is nil for null.
  case summary(field: String, stated: Double?, found: Double?)
  /// The first dispatch of a simulation that its policy would not have made.
  case schedule(execution: Int, gpus: Range<Int>, dispatched: Double, policy: String)
}

extension Violation {
  /// The name of the broken rule.
  public var rule: String {
    switch self {
    case .overlap: "overlap"
    case .unknownGPU: "unknown-gpu"
    case .repeatedGPU: "repeated-gpu"
    case .firstGPU: "first-gpu"
    case .repeatedListedGPU: "repeated-listed-gpu"
    case .groupSize: "group-size"
    case .notConsecutive: "not-consecutive"
    case .duration: "duration"
    case .endsBeforeStart: "ends-before-start"
    case .negative: "negative"
    case .waitingTime: "waiting-time"
    case .dispatchedBeforeReady: "dispatched-before-ready"
    case .executionTime: "execution-time"
    case .estimatedTime: "estimated-time"
    case .estimateSource: "estimate-source"
    case .unknownRequest: "unknown-request"
    case .unknownNode: "unknown-node"
    case .wrongWorkflow: "wrong-workflow"
    case .wrongModel: "wrong-model"
    case .repeatedNode: "repeated-node"
    case .dependency: "dependency"
    case .missingDependency: "missing-dependency"
    case .readyBeforeArrival: "ready-before-arrival"
    case .readyLate: "ready-late"
    case .neverRan: "never-ran"
    case .switchCost: "switch-cost"
    case .switchFrom: "switch-from"
    case .kind: "kind"
    case .pinned: "pinned"
    case .evicted: "evicted"
    case .memory: "memory"
    case .source: "source"
    case .speed: "speed"
    case .machine: "machine"
    case .negativeCount: "negative-count"
    case .summary: "summary"
    case .schedule: "schedule"
    }
  }
}
