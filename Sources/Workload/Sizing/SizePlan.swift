public import Engine
public import History

/// The question of `size`: the fewest GPUs that pass some tests, under each policy and load.
///
/// Its cells are independent runs. Those of the same scenario, a load and a seed, are neighbours.
public struct SizePlan: Sweep {
  /// The name of the command.
  public static let command = "size"

  /// The tests, all of which a run has to pass; at least one.
  public let tests: [MeasureTest]
  /// The policies.
  public let policies: [Policy]
  /// The factors by which requests arrive faster.
  public let loads: [Double]
  /// The numbers of GPUs, ascending.
  public let gpuCounts: [Int]
  /// The number of seeds; nil for requests of a file.
  public let seeds: Int?
  /// The rules.
  public let rules: Rules
  /// The share of the seeds in which a number of GPUs has to pass.
  public var confidence = 0.95
  /// The price of a GPU for an hour.
  public var price: Double?
  /// The number, arrivals and mix of drawn requests as text; empty for those of a file.
  public var drawing = ""

  /// Makes a plan.
  public init(
    tests: [MeasureTest], policies: [Policy], loads: [Double], gpuCounts: [Int],
    seeds: Int? = nil, rules: Rules = .standard
  ) {
    self.tests = tests
    self.policies = policies
    self.loads = loads
    self.gpuCounts = Array(Set(gpuCounts)).sorted()
    self.seeds = seeds
    self.rules = rules
    let usual: [RunMeasure] =
      [.latency(.mean, of: .allRequests), .latency(.p50, of: .allRequests)]
      + [.latency(.p95, of: .allRequests), .latency(.p99, of: .allRequests)]
      + [.makespan, .switches, .switchShare, .unfinished]
    var seen: Set<RunMeasure> = []
    measures = (tests.map(\.measure) + usual).filter { seen.insert($0).inserted }
  }

  /// The kinds of GPUs in mixtures, in the order of the configuration; empty if all GPUs are alike.
  public internal(set) var kinds: [SizeKind] = []
  /// The mixtures, the number of GPUs of each kind, in the place of the numbers of GPUs.
  public internal(set) var mixtures: [[Int]] = []

  /// The number of machines: of mixtures, or of numbers of GPUs.
  public var machineCount: Int { mixtures.isEmpty ? gpuCounts.count : mixtures.count }

  /// The measures of each run: those of the tests, and the usual ones.
  public let measures: [RunMeasure]

  /// The number of seeds, 1 for requests of a file.
  public var seedCount: Int { seeds ?? 1 }
  /// The number of rows of the answer.
  public var rowCount: Int { policies.count * loads.count }
  /// The number of runs of the same scenario.
  public var cellsPerScenario: Int { policies.count * machineCount }
  /// The number of runs if all are run.
  public var cellCount: Int { rowCount * machineCount * seedCount }

  /// A run.
  public struct SizeCell: Hashable, Sendable {
    /// A place in the policies.
    public var policy: Int
    /// A place in the loads.
    public var load: Int
    /// A place in the numbers of GPUs, or in the mixtures.
    public var count: Int
    /// The seed, counted from 0.
    public var seed: Int
  }

  /// The place of a cell.
  public func place(of cell: Int) -> SizeCell {
    let (scenario, inside) = cell.quotientAndRemainder(dividingBy: cellsPerScenario)
    let (load, seed) = scenario.quotientAndRemainder(dividingBy: seedCount)
    let (policy, count) = inside.quotientAndRemainder(dividingBy: machineCount)
    return SizeCell(policy: policy, load: load, count: count, seed: seed)
  }

  /// The cell at a place.
  public func cell(_ place: SizeCell) -> Int {
    ((place.load * seedCount + place.seed) * policies.count + place.policy) * machineCount
      + place.count
  }

  /// The cells of a row for one number of GPUs, a place in the numbers.
  func cells(row: Int, count: Int) -> [Int] {
    let (load, policy) = row.quotientAndRemainder(dividingBy: policies.count)
    return (0..<seedCount).map {
      cell(SizeCell(policy: policy, load: load, count: count, seed: $0))
    }
  }

  /// The text that says what a cell is.
  public func identity(of cell: Int) -> String {
    let place = place(of: cell)
    return "policy=\(policies[place.policy]) load=\(loads[place.load].plainText) "
      + "gpus=\(machineText(place.count)) rules=\(rules.rawValue)"
      + (seeds == nil ? "" : " \(drawing) seed=\(place.seed + 1)")
  }

  /// The options of a run.
  public func options(of place: SizeCell) -> Options {
    Options(
      gpuCount: gpuCount(ofMachine: place.count), mode: .online, rules: rules,
      policy: policies[place.policy])
  }

  /// Returns the result of a run: its values in the order of the measures, then the offered work in
  /// seconds of GPUs, the span of arrivals, and the number of requests.
  public func result(of simulation: Simulation) -> CellResult {
    var run = MeasuredRun(simulation)
    let offered = OfferedWork(of: simulation.scenario, rules: rules)
    let values = measures.map { run.value(of: $0, countingUnfinished: true) }
    let requests = Double(simulation.scenario.requests.count)
    return CellResult(values: values + [offered.gpuSeconds, offered.span, requests], stranded: 0)
  }

  /// The names of those values.
  public var valueNames: [String] {
    measures.map(\.description) + ["offered-work", "arrival-span", "requests"]
  }

  /// The number of nodes whose runs are taken to fit into ten seconds.
  ///
  /// A fixed number and not a measurement, so that the same inputs have the same answer everywhere.
  public static let nodesInTenSeconds = 4_000_000.0

  /// Whether all runs, of so many nodes each, are taken to fit into ten seconds.
  public func isShort(nodeCount: Int) -> Bool {
    Double(cellCount) * Double(max(nodeCount, 1)) <= Self.nodesInTenSeconds
  }
}
