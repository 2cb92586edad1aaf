public import Engine

/// A list of names in which each has a number.
public struct NameTable: Sendable {
  /// The names, by number.
  public private(set) var names: [String] = []
  private var numbers: [String: Int32] = [:]

  /// Makes an empty table.
  public init() {}

  /// The number of a name, a new one if it is new.
  ///
  /// - Complexity: O(length of the name).
  public mutating func number(of name: String) -> Int {
    if let number = numbers[name] { return Int(number) }
    let number = names.count
    numbers[name] = Int32(number)
    names.append(name)
    return number
  }
}

/// One line of an execution log, as a file states it: nothing about it is known to be true.
public struct LoggedExecution: Sendable {
  /// The request, a number in `ExecutionLog.requests`.
  public var request: Int
  /// The request's workflow, a number in `ExecutionLog.workflows`.
  public var workflow: Int
  /// The node, a number in `ExecutionLog.nodes`.
  public var node: Int
  /// The model, a number in `ExecutionLog.models`.
  public var model: Int
  /// The GPUs, as a span of `ExecutionLog.gpus`.
  public var gpus: Range<Int>
  /// Whether the log lists all GPUs of the group; if not, `gpus` is the first one alone.
  public var listsGroup: Bool
  /// When the node became ready, in seconds.
  public var readyTime: Double
  /// When computing began, in seconds.
  public var startTime: Double
  /// When it ended, in seconds.
  public var endTime: Double
  /// How long it took, in seconds.
  public var executionTime: Double
  /// How long the GPUs were prepared before `startTime`, in seconds.
  public var switchTime: Double
  /// How long the node waited in the queue, in seconds.
  public var waitingTime: Double
  /// The evicted model, a number in `ExecutionLog.models`, or none; nil if the log does not say.
  public var switchFrom: Int??

  /// Describes a line.
  public init(
    request: Int, workflow: Int, node: Int, model: Int, gpus: Range<Int>, listsGroup: Bool = true,
    readyTime: Double, startTime: Double, endTime: Double, executionTime: Double,
    switchTime: Double, waitingTime: Double, switchFrom: Int??
  ) {
    self.request = request
    self.workflow = workflow
    self.node = node
    self.model = model
    self.gpus = gpus
    self.listsGroup = listsGroup
    self.readyTime = readyTime
    self.startTime = startTime
    self.endTime = endTime
    self.executionTime = executionTime
    self.switchTime = switchTime
    self.waitingTime = waitingTime
    self.switchFrom = switchFrom
  }

  /// When the GPUs were taken, in seconds.
  public var occupiedFrom: Double { startTime - switchTime }
}

/// What a log's `summary` states; a field is nil if the log lacks it.
public struct LoggedSummary: Sendable {
  /// The counts and sums, by the names of the fields.
  public var totalRequests: Int?
  /// The number of completed requests.
  public var completedRequests: Int?
  /// The number of executed nodes.
  public var totalNodesExecuted: Int?
  /// The number of nodes that never ran.
  public var strandedNodes: Int?
  /// The number of switches.
  public var totalModelSwitches: Int?
  /// The seconds of all switches.
  public var totalSwitchTime: Double?
  /// The latest end, in seconds.
  public var makespan: Double?
  /// The numbers of the GPUs.
  public var gpus: [Int]?
  /// When requests arrived.
  public var mode: ArrivalMode?
  /// Which rules applied.
  public var rules: Rules?
  /// Whether times were measured on a model server.
  public var simulate: Bool?
  /// Whether the run was interrupted before its end.
  public var isInterrupted: Bool?
  /// How many times faster than recorded requests arrived; above 0.
  public var timeScale: Double?

  /// Makes a summary that states nothing.
  public init() {}
}

/// An execution log as read from a file, by this program or another one.
public struct ExecutionLog: Sendable {
  /// The ids of requests.
  public var requests = NameTable()
  /// The ids of workflows.
  public var workflows = NameTable()
  /// The ids of nodes.
  public var nodes = NameTable()
  /// The ids of models.
  public var models = NameTable()
  /// The GPUs of all executions, one after the other.
  public var gpus: [Int32] = []
  /// The executions in the order of the file.
  public var executions: [LoggedExecution] = []
  /// What the log says of itself.
  public var summary = LoggedSummary()

  /// Makes an empty log.
  public init() {}

  /// The GPUs of an execution.
  public func gpus(of execution: LoggedExecution) -> ArraySlice<Int32> { gpus[execution.gpus] }

  /// The executions by start; on one GPU this is the order in which they were dispatched.
  ///
  /// At equal starts those that take no time come first, then the file's order decides.
  ///
  /// - Complexity: O(n log n).
  var executionsByStart: [Int] {
    executions.indices.sorted { a, b in
      let (first, second) = (executions[a], executions[b])
      return (first.startTime, first.endTime, a) < (second.startTime, second.endTime, b)
    }
  }
}
