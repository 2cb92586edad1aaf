internal import Documents
internal import Workload

/// A request whose calls are a graph.
struct ImportedRequest {
  var id: String
  /// The arrival in microseconds since 1970.
  var time: Int64?
  /// The place of the workflow.
  var workflow: Int
  /// The execution time of each node, in seconds; nil where the model's mean is to be taken.
  var seconds: [Double?]
}

/// The contents of files that consist of graphs.
struct ImportedGraphs {
  var catalog: ModelCatalog
  var workflows = WorkflowCatalog()
  var requests: [ImportedRequest] = []
  var account: ImportSummary
  var dropped = DroppedRows()
  var usesTokens = false

  init(_ settings: ImportSettings) throws(ImportFailure) {
    catalog = try ModelCatalog(settings)
    account = ImportSummary(settings)
  }

  /// The place of a model that a call of a file names; nil if the call is to be dropped.
  mutating func model(_ id: String) -> Int? {
    let place = catalog.place(of: id)
    if place == nil { dropped.add("the model is not in the file of models") }
    return place
  }

  /// Adds a request and counts its calls.
  mutating func append(_ request: ImportedRequest) {
    account.addArrival(request.time)
    for (node, seconds) in zip(workflows.workflows[request.workflow].nodes, request.seconds) {
      if catalog.models[node.model].isPause {
        catalog.count(node.model, seconds: seconds ?? 0)
        continue
      }
      account.keptCount += 1
      guard let seconds else { continue }
      account.workSeconds += seconds
      catalog.count(node.model, seconds: seconds)
    }
    requests.append(request)
  }
}

/// A format whose files consist of graphs.
protocol GraphSource {
  /// Reads one file.
  mutating func read(_ path: String, into graphs: inout ImportedGraphs) throws(ImportFailure)

  /// Adds what is only known when all files are read.
  mutating func finish(_ graphs: inout ImportedGraphs) throws(ImportFailure)
}

extension GraphSource {
  mutating func finish(_ graphs: inout ImportedGraphs) throws(ImportFailure) {}
}

/// An import of files that consist of graphs, which are kept in memory.
struct GraphImport<Source: GraphSource>: ImportJob {
  private let settings: ImportSettings
  private var source: Source
  private var graphs: ImportedGraphs

  init(_ settings: ImportSettings, _ source: Source) throws(ImportFailure) {
    self.settings = settings
    self.source = source
    graphs = try ImportedGraphs(settings)
  }

  var catalog: ModelCatalog { graphs.catalog }
  var workflows: WorkflowCatalog { graphs.workflows }
  var usesTokens: Bool { graphs.usesTokens }

  var comment: String {
    "Imported by gswarm-sim import \(settings.format.rawValue) from "
      + visible(settings.files.prefix(20).joined(separator: ", "))
      + (settings.files.count > 20 ? " and \(settings.files.count - 20) more" : "")
  }

  var summary: ImportSummary {
    var summary = graphs.account
    summary.dropped = graphs.dropped.counts.map {
      ImportSummary.Dropped(reason: $0.reason, count: $0.count, example: $0.example)
    }
    return summary
  }

  mutating func writeRequests(
    to stream: inout OutputStream, watch: ImportWatch
  ) throws(ImportFailure) {
    for (number, path) in settings.files.enumerated() {
      try source.read(path, into: &graphs)
      try watch.look(done: number + 1, of: settings.files.count)
    }
    try source.finish(&graphs)
    if let refusal = graphs.catalog.refusal { throw refusal }
    var text = RequestText()
    text.begin(comment: comment)
    do throws(WriteFailure) {
      for request in graphs.requests {
        text.beginRequest(id: request.id.utf8.span)
        text.appendTimestamp(request.time)
        text.endRequest(
          graphs.workflows.workflows[request.workflow], seconds: request.seconds)
        try text.flush(to: &stream)
      }
      try text.flush(to: &stream, isLast: true)
    } catch {
      throw .write(error)
    }
  }
}

/// The arrivals of files that say none.
struct ArrivalClock {
  private let interval: Double?
  private let rate: Double?
  private var numbers: RandomNumbers
  private var seconds = 0.0
  private var count = 0

  init(_ settings: ImportSettings) {
    interval = settings.interval
    rate = settings.rate
    numbers = RandomNumbers(seed: settings.seed, stream: 3)
  }

  /// Returns the next arrival, in microseconds.
  mutating func next() -> Int64 {
    if count > 0, let rate { seconds += numbers.exponential(rate: rate) }
    if let interval { seconds = Double(count) * interval }
    count += 1
    return Int64((seconds * 1e6).rounded())
  }
}

/// Reads a JSON file as a whole.
func document(_ path: String) throws(ImportFailure) -> (SourceFile, Node) {
  let source: SourceFile
  do throws(FileError) { source = try SourceFile(path: path, assuming: .json) } catch {
    let text = "error: \(error.sentence)\n"
    throw error.kind == .tooLarge ? .badData(text) : .noInput(text)
  }
  var notes = Diagnostics()
  let node: Node
  do throws(SyntaxError) { node = try DocumentReader.read(source, diagnostics: &notes) } catch {
    notes.add(error.diagnostic)
    throw .badData(notes.render(for: source))
  }
  guard !notes.hasErrors else { throw .badData(notes.render(for: source)) }
  return (source, node)
}
