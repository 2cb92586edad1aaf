public import Documents
public import Engine

/// Draws requests for the workflows of a configuration from a seed.
///
/// Arrivals, workflows and contents are drawn independently: another pattern, rate or number of
/// requests leaves the rest of each request unchanged.
public struct RequestGenerator: Sendable {
  private let source: GenerationSource
  private let plan: GenerationPlan
  /// The sum of the weights up to and including each workflow.
  private let cumulativeWeights: [Double]
  /// The inputs of each workflow that no other node of it makes, each once.
  private let inputs: [[String]]
  private let callTimes: [CallTimes]

  /// Prepares to generate.
  ///
  /// - Throws: if the mix names a workflow that the source lacks.
  /// - Complexity: O(nodes of all workflows).
  public init(
    _ source: GenerationSource, _ plan: GenerationPlan
  ) throws(WorkflowMix.Failure) {
    self.source = source
    self.plan = plan
    var weights = [Double](repeating: 1, count: source.workflows.count)
    if let mix = plan.mix { weights = try mix.weights(of: source.workflows) }
    var sum = 0.0
    cumulativeWeights = weights.map { weight in
      sum += weight
      return sum
    }
    inputs = source.workflows.map(Self.externalInputs)
    callTimes = source.models.map(CallTimes.init)
  }

  /// Writes all requests; reports the number written from time to time and ends early if
  /// `progress` returns false.
  ///
  /// Memory does not grow with the number of requests.
  ///
  /// - Complexity: O(nodes of all requests).
  public func write(
    to stream: inout OutputStream, format: RequestFormat,
    progress: (_ requests: Int) -> Bool = { _ in true }
  ) throws(WriteFailure) {
    var draws = Draws(plan, seed: plan.seed)
    var writer = RequestWriter(format, workflows: source.workflows, count: plan.requestCount)
    writer.begin(comment: comment)
    for number in 0..<plan.requestCount {
      writer.append(draw(&draws), number: number)
      guard writer.text.count >= 1 << 15 else { continue }
      try stream.write(writer.text)
      writer.text.removeAll()
      guard progress(number) else { throw .interruption }
    }
    writer.end()
    try stream.write(writer.text)
  }

  /// Returns the scenario that reading the written requests would give, without writing them.
  ///
  /// The seed takes the place of the plan's.
  ///
  /// - Complexity: O(nodes of all requests).
  public func scenario(seed: UInt64) -> Scenario {
    var draws = Draws(plan, seed: seed)
    var table = RequestTable()
    let digits = String(plan.requestCount).count
    for number in 0..<plan.requestCount {
      let request = draw(&draws)
      table.append(
        id: requestID(number, digits: digits), workflow: WorkflowID(request.workflow),
        timestampMicroseconds: request.timestampMicroseconds, estimates: request.estimates)
    }
    return Scenario(
      hardware: source.hardware, models: source.models, workflows: source.workflows,
      requests: table)
  }

  private var comment: String {
    "\(plan.requestCount) requests: \(plan.pattern.rawValue), \(plan.rate) a second, "
      + "seed \(plan.seed)."
  }

  /// The independent random streams of one pass over the requests.
  private struct Draws {
    var arrivals: Arrivals
    var workflows: RandomNumbers
    var contents: RandomNumbers

    init(_ plan: GenerationPlan, seed: UInt64) {
      arrivals = Arrivals(
        plan.pattern, rate: plan.rate, random: RandomNumbers(seed: seed, stream: 1))
      workflows = RandomNumbers(seed: seed, stream: 2)
      contents = RandomNumbers(seed: seed, stream: 3)
    }
  }

  private func draw(_ draws: inout Draws) -> GeneratedRequest {
    let workflow = drawWorkflow(&draws.workflows)
    var request = GeneratedRequest(workflow: workflow, time: draws.arrivals.next())
    request.inputs = inputs[workflow].map {
      ($0, Self.subjects[draws.contents.index(below: Self.subjects.count)])
    }
    for (node, choices) in zip(source.workflows[workflow].nodes, source.choices[workflow]) {
      let settings = choices.map {
        (option: $0.option, value: $0.values[draws.contents.index(below: $0.values.count)])
      }
      let maxLength = settings.last { $0.option == ConfigurationChoices.maxLength }?.value.number()
      let seconds = callTimes[node.model.index].draw(
        maxLength: maxLength, using: &draws.contents)
      request.settings.append(settings)
      request.times.append(RoundedTime(seconds: seconds))
    }
    return request
  }

  private func drawWorkflow(_ random: inout RandomNumbers) -> Int {
    let sum = cumulativeWeights.last ?? 0
    // The product may round up to the sum, which no workflow's range contains.
    let drawn = min(random.uniform() * sum, sum.nextDown)
    return cumulativeWeights.partitionPoint { drawn < $0 }
  }

  /// The inputs of a workflow's nodes that no other node makes, each once, in the nodes' order.
  ///
  /// - Complexity: O(inputs and outputs).
  private static func externalInputs(of workflow: Workflow) -> [String] {
    var makers: [String: Makers] = [:]
    for (node, outputs) in workflow.nodes.map(\.outputs).enumerated() {
      for output in outputs { makers[output, default: Makers(first: node)].add(node) }
    }
    var listed: Set<String> = []
    var result: [String] = []
    for (reader, node) in workflow.nodes.enumerated() {
      for input in node.inputs where makers[input]?.contains(otherThan: reader) != true {
        if listed.insert(input).inserted { result.append(input) }
      }
    }
    return result
  }

  /// The makers of a value: the first one, and whether there are others.
  private struct Makers {
    let first: Int
    var areSeveral = false

    init(first: Int) { self.first = first }

    mutating func add(_ node: Int) { areSeveral = areSeveral || node != first }

    func contains(otherThan node: Int) -> Bool { areSeveral || first != node }
  }

  /// Texts for the inputs of requests.
  private static let subjects = [
    "A lighthouse in the fog", "Bread for beginners", "How rivers find the sea",
    "A letter to the landlord", "The last train home", "Why cats purr",
    "A garden on a balcony", "Three facts about copper", "A robot that is afraid of rain",
    "What to pack for the Alps", "The history of the button", "A song for a rainy Monday",
    "Chess openings for children", "An owl in a library", "How glass is made",
    "A bicycle for two",
  ]
}
