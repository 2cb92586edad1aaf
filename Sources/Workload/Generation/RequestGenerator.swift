public import Documents
internal import Engine

/// What kind of requests are generated, and how many.
public struct GenerationPlan: Sendable {
  /// The number of requests.
  public var requestCount: Int
  /// The mean number of requests a second; above 0.
  public var rate: Double
  /// How they are spread over time.
  public var pattern: ArrivalPattern
  /// How often each workflow occurs, in proportion; nil for all equally often.
  public var mix: [(workflow: String, weight: Double)]?
  /// Where chance begins: the same seed gives the same requests.
  public var seed: UInt64

  /// Makes a plan.
  public init(
    requestCount: Int, rate: Double, pattern: ArrivalPattern = .poisson,
    mix: [(workflow: String, weight: Double)]? = nil, seed: UInt64 = 1
  ) {
    self.requestCount = requestCount
    self.rate = rate
    self.pattern = pattern
    self.mix = mix
    self.seed = seed
  }
}

/// A mix that names a workflow which the configuration lacks.
public struct UnknownWorkflow: Error {
  /// What to tell the user, without the word "error".
  public let sentence: String
}

/// Writes requests for the workflows of a configuration, drawn from a seed.
///
/// Arrivals, workflows and contents are drawn independently of each other: another pattern, rate or
/// number of requests leaves the rest of them as it is.
public struct RequestGenerator {
  private let source: GenerationSource
  private let plan: GenerationPlan
  /// For each workflow the sum of the weights up to and with it.
  private let cumulativeWeights: [Double]
  /// For each workflow the inputs that no other node of it makes, each once.
  private let inputs: [[String]]
  private let callTimes: [CallTimes]

  /// Prepares to generate; the weights of the mix are not negative, and one at least is above 0.
  public init(_ source: GenerationSource, _ plan: GenerationPlan) throws(UnknownWorkflow) {
    self.source = source
    self.plan = plan
    var weights = [Double](repeating: plan.mix == nil ? 1 : 0, count: source.workflows.count)
    for (name, weight) in plan.mix ?? [] {
      guard let index = source.workflows.firstIndex(where: { $0.id == name }) else {
        throw UnknownWorkflow(sentence: Self.sentence(for: name, in: source.workflows))
      }
      weights[index] += weight
    }
    var sum = 0.0
    cumulativeWeights = weights.map { weight in
      sum += weight
      return sum
    }
    inputs = source.workflows.map(Self.externalInputs)
    callTimes = source.models.map(CallTimes.init)
  }

  /// Writes all requests; now and then tells how many are written, and ends early if that is
  /// answered with false.
  ///
  /// Memory does not grow with the number of requests.
  ///
  /// - Complexity: O(nodes of all requests).
  public func write(
    to stream: inout OutputStream, format: RequestFormat,
    progress: (_ requests: Int) -> Bool = { _ in true }
  ) throws(WriteFailure) {
    var arrivals = Arrivals(
      plan.pattern, rate: plan.rate, random: RandomNumbers(seed: plan.seed, stream: 1))
    var choice = RandomNumbers(seed: plan.seed, stream: 2)
    var contents = RandomNumbers(seed: plan.seed, stream: 3)
    var writer = RequestWriter(format, workflows: source.workflows, count: plan.requestCount)
    writer.begin(comment: comment)
    for number in 0..<plan.requestCount {
      writer.append(
        draw(at: arrivals.next(), workflow: drawWorkflow(&choice), &contents), number: number)
      guard writer.text.count >= 1 << 15 else { continue }
      try stream.write(writer.text)
      writer.text.removeAll()
      guard progress(number) else { throw .interruption }
    }
    writer.end()
    try stream.write(writer.text)
  }

  private var comment: String {
    "\(plan.requestCount) requests: \(plan.pattern.rawValue), \(plan.rate) a second, "
      + "seed \(plan.seed)."
  }

  private func drawWorkflow(_ random: inout RandomNumbers) -> Int {
    let drawn = random.uniform() * (cumulativeWeights.last ?? 0)
    // A product may round up to the whole sum: then it is the last workflow that has a weight.
    return cumulativeWeights.firstIndex { drawn < $0 }
      ?? cumulativeWeights.firstIndex { $0 == cumulativeWeights.last } ?? 0
  }

  private func draw(
    at time: Double, workflow: Int, _ random: inout RandomNumbers
  ) -> GeneratedRequest {
    var request = GeneratedRequest(workflow: workflow, time: time)
    request.inputs = inputs[workflow].map {
      ($0, Self.subjects[random.index(below: Self.subjects.count)])
    }
    for (node, choices) in zip(source.workflows[workflow].nodes, source.choices[workflow]) {
      let settings = choices.map {
        (option: $0.option, value: $0.values[random.index(below: $0.values.count)])
      }
      let maxLength = settings.last { $0.option == "max_length" }?.value.number()
      request.settings.append(settings)
      request.seconds.append(
        callTimes[node.model.index].draw(maxLength: maxLength, using: &random))
    }
    return request
  }

  private static func externalInputs(of workflow: Workflow) -> [String] {
    var result: [String] = []
    for (reader, node) in workflow.nodes.enumerated() {
      for input in node.inputs where !result.contains(input) {
        let isMade = workflow.nodes.enumerated().contains { maker, node in
          maker != reader && node.outputs.contains(input)
        }
        if !isMade { result.append(input) }
      }
    }
    return result
  }

  private static func sentence(for name: String, in workflows: [Workflow]) -> String {
    let hint =
      suggestion(for: name, among: workflows.lazy.map(\.id))
      ?? "the workflows are \(workflows.map(\.id).joined(separator: ", "))"
    return visible("--mix names an unknown workflow: \(name); \(hint)")
  }

  /// What requests are about.
  private static let subjects = [
    "A lighthouse in the fog", "Bread for beginners", "How rivers find the sea",
    "A letter to the landlord", "The last train home", "Why cats purr",
    "A garden on a balcony", "Three facts about copper", "A robot that is afraid of rain",
    "What to pack for the Alps", "The history of the button", "A song for a rainy Monday",
    "Chess openings for children", "An owl in a library", "How glass is made",
    "A bicycle for two",
  ]
}
