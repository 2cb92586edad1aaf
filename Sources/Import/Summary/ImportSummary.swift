/// The account of an import: what was read, kept, dropped and assumed.
public struct ImportSummary: Sendable {
  /// A reason for dropping rows.
  public struct Dropped: Sendable {
    /// The reason, fit to follow a number.
    public var reason: String
    /// The number of rows.
    public var count: Int
    /// The place and the fault of the first row, where the reason is a fault.
    public var example: String?
  }

  /// A model with its share of the work.
  public struct ModelShare: Sendable {
    /// The id.
    public var id: String
    /// The number of calls.
    public var callCount: Int
    /// The sum of their execution times, in seconds.
    public var seconds: Double
  }

  /// The format.
  public var format: ImportFormat
  /// The paths of the files.
  public var files: [String] = []
  /// The name of what the files consist of, in the plural: rows, tasks, nodes, executions.
  public var unit = "rows"
  /// The number of rows.
  public var rowCount = 0
  /// The number of rows that became calls.
  public var keptCount = 0
  /// The rows that were dropped, by reason.
  public var dropped: [Dropped] = []
  /// The number of requests.
  public var requestCount = 0
  /// The number of workflows.
  public var workflowCount = 0
  /// The models, by the number of their calls.
  public var models: [ModelShare] = []
  /// The earliest arrival, in microseconds since 1970; nil if there is none.
  public var firstArrival: Int64?
  /// The latest arrival, in microseconds since 1970; nil if there is none.
  public var lastArrival: Int64?
  /// The sum of all execution times, in seconds.
  public var workSeconds = 0.0
  /// The same sum, each time counted once for each GPU that the call takes.
  public var gpuSeconds = 0.0
  /// The values that are assumed, each as `key value` or as a sentence.
  public var assumptions: [String] = []
  /// Other things to know, as sentences without a full stop.
  public var notes: [String] = []

  /// The time between the first and the last arrival, in seconds.
  public var spanSeconds: Double {
    guard let firstArrival, let lastArrival else { return 0 }
    return Double(lastArrival - firstArrival) / 1e6
  }

  /// The number of dropped rows.
  public var droppedCount: Int { dropped.reduce(0) { $0 + $1.count } }

  /// The mean number of arrivals a second; nil if all arrive at once.
  public var arrivalsPerSecond: Double? {
    spanSeconds > 0 ? Double(requestCount) / spanSeconds : nil
  }

  /// An empty account.
  init(_ settings: ImportSettings) {
    format = settings.format
    files = settings.files
  }

  /// Counts an arrival.
  mutating func addArrival(_ time: Int64?) {
    requestCount += 1
    guard let time else { return }
    firstArrival = min(firstArrival ?? time, time)
    lastArrival = max(lastArrival ?? time, time)
  }
}
