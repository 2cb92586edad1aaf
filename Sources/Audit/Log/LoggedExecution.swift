/// One line of an execution log as a file states it; nothing about it is known to be true.
///
/// Five fields are in every log: the request, the node, a GPU, the start and the end. Any other is
/// nil if the log lacks it.
public struct LoggedExecution: Sendable {
  /// The request, a number in `ExecutionLog.requests`.
  public var request: Int
  /// The request's workflow, a number in `ExecutionLog.workflows`.
  public var workflow: Int?
  /// The node, a number in `ExecutionLog.nodes`.
  public var node: Int
  /// The model, a number in `ExecutionLog.models`.
  public var model: Int?
  /// The GPUs, as a range of `ExecutionLog.gpus`.
  public var gpus: Range<Int>
  /// Whether the log lists all GPUs of the group; otherwise `gpus` is the first one alone.
  public var listsGroup: Bool
  /// The GPU that a log with `gpu_ids` names in `gpu_id` as well.
  public var firstGPU: Int32?
  /// The time at which the node became ready, in seconds.
  public var readyTime: Double?
  /// The start of computing, in seconds.
  public var startTime: Double
  /// The end of computing, in seconds.
  public var endTime: Double
  /// The duration of computing, in seconds.
  public var executionTime: Double?
  /// The expected duration of computing, in seconds.
  public var estimatedTime: Double?
  /// The origin of the expected duration, a number in `ExecutionLog.sources`.
  public var estimateSource: Int?
  /// The time that preparing the GPUs took before `startTime`, in seconds.
  public var switchTime: Double?
  /// The time that the node waited in the queue, in seconds.
  public var waitingTime: Double?
  /// The length of the answer of a model server, in tokens.
  public var completionTokens: Double?
  /// The evicted model, a number in `ExecutionLog.models`, or none; nil if the log does not say.
  public var switchFrom: Int??
  /// The evicted models, as a range of `ExecutionLog.evictions`; nil if the log does not say.
  public var evictions: Range<Int>?
  /// The origin of the weights, a number in `ExecutionLog.loadSources`.
  public var source: Int?

  /// Describes a line.
  public init(
    request: Int, workflow: Int? = nil, node: Int, model: Int? = nil, gpus: Range<Int>,
    listsGroup: Bool = true, firstGPU: Int32? = nil, readyTime: Double? = nil, startTime: Double,
    endTime: Double, executionTime: Double? = nil, estimatedTime: Double? = nil,
    estimateSource: Int? = nil, switchTime: Double? = nil, waitingTime: Double? = nil,
    completionTokens: Double? = nil, switchFrom: Int?? = nil, evictions: Range<Int>? = nil,
    source: Int? = nil
  ) {
    self.request = request
    self.workflow = workflow
    self.node = node
    self.model = model
    self.gpus = gpus
    self.listsGroup = listsGroup
    self.firstGPU = firstGPU
    self.readyTime = readyTime
    self.startTime = startTime
    self.endTime = endTime
    self.executionTime = executionTime
    self.estimatedTime = estimatedTime
    self.estimateSource = estimateSource
    self.switchTime = switchTime
    self.waitingTime = waitingTime
    self.completionTokens = completionTokens
    self.switchFrom = switchFrom
    self.evictions = evictions
    self.source = source
  }

  /// The time at which the GPUs were taken, in seconds.
  public var occupiedFrom: Double { startTime - (switchTime ?? 0) }

  /// The duration of computing by the times of its start and end, in seconds.
  var span: Double { endTime - startTime }
}

/// A model that made way on a GPU, as a log states it.
public struct LoggedEviction: Hashable, Sendable {
  /// The GPU.
  public var gpu: Int32
  /// The model, a number in `ExecutionLog.models`.
  public var model: Int

  /// Describes an eviction.
  public init(gpu: Int32, model: Int) {
    self.gpu = gpu
    self.model = model
  }
}
