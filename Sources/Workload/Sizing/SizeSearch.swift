internal import Engine
internal import History

/// The runs that answer the question of `size`, chosen after what is known already.
///
/// Latency is not monotone in the number of GPUs, so a number counts only if all larger ones of the
/// range pass too. Where not all are run, numbers at doubling distances are, then those between the last
/// that fails and the next that passes, and then the neighbours of the answer.
public struct SizeSearch: Sendable {
  /// The question.
  public let plan: SizePlan
  /// Whether all numbers of GPUs are run.
  public let runsAll: Bool
  /// The values of the cells that have been run.
  private(set) var results: [Int: [Double?]]

  /// The number of neighbours on either side of the answer that are run.
  public static let neighbourhood = 8
  /// The numbers between two known ones that are run at a time, for the cores.
  private static let stride = 3

  /// Begins a search.
  ///
  /// - Parameters:
  ///   - plan: The question.
  ///   - runsAll: Whether all numbers of GPUs are run.
  ///   - known: The results of cells that have been run already.
  public init(_ plan: SizePlan, runsAll: Bool, known: [Int: CellResult] = [:]) {
    self.plan = plan
    self.runsAll = runsAll
    results = known.mapValues(\.values)
  }

  /// Takes the values of a cell.
  public mutating func note(_ result: CellResult, of cell: Int) { results[cell] = result.values }

  /// The cells to be run next, ascending; none if the answer is known.
  public var nextCells: [Int] {
    (0..<plan.rowCount).flatMap { row in
      nextCounts(row).flatMap { plan.cells(row: row, count: $0) }
    }.filter { results[$0] == nil }.sorted()
  }

  /// Whether all cells have been run.
  public var isExhaustive: Bool { results.count == plan.cellCount }

  /// The numbers of GPUs of a row that are to be run next, as places in the range.
  private func nextCounts(_ row: Int) -> [Int] {
    let all = 0..<plan.machineCount
    let known = all.map { outcome(row: row, count: $0) }
    func unknown(_ places: some Sequence<Int>) -> [Int] { places.filter { known[$0] == nil } }
    // Mixtures are in no order in which one could be searched for.
    if runsAll || !plan.mixtures.isEmpty { return unknown(all) }
    let probes = unknown(Self.probes(all.count))
    guard probes.isEmpty else { return probes }
    let failed = all.last { known[$0]?.passes == false } ?? -1
    guard let passed = all.first(where: { $0 > failed && known[$0] != nil }) else { return [] }
    guard passed == failed + 1 else {
      let gap = passed - failed
      let parts = min(Self.stride + 1, gap)
      return (1..<parts).map { failed + gap * $0 / parts }
    }
    return unknown(
      max(0, passed - Self.neighbourhood)...min(all.count - 1, passed + Self.neighbourhood))
  }

  /// Places at doubling distances from the first one, and the last one.
  private static func probes(_ count: Int) -> [Int] {
    var places: [Int] = []
    var place = 1
    while place < count {
      places.append(place - 1)
      place *= 2
    }
    return places + [count - 1]
  }

  /// The outcome of a number of GPUs, a place in the range; nil unless it was run with all seeds.
  func outcome(row: Int, count: Int) -> SizeOutcome? {
    let values = plan.cells(row: row, count: count).compactMap { results[$0] }
    return values.count == plan.seedCount ? SizeOutcome(plan, count: count, values) : nil
  }
}

/// The runs of one number of GPUs under one policy and load, with all seeds.
struct SizeOutcome: Sendable {
  let gpuCount: Int
  /// The values of each seed.
  let values: [[Double?]]
  /// The number of seeds in which all tests are passed.
  let passedCount: Int
  /// Whether they are enough.
  let passes: Bool
  /// For each seed the margin of its tightest test, as a share of the bound.
  private let margins: [Double]
  private let confidence: Double

  init(_ plan: SizePlan, count: Int, _ values: [[Double?]]) {
    gpuCount = plan.gpuCount(ofMachine: count)
    self.values = values
    passedCount = values.count { values in
      plan.tests.enumerated().allSatisfy { $1.holds(for: values[plan.place(ofTest: $0)]) }
    }
    confidence = plan.confidence
    passes = Double(passedCount) >= confidence * Double(values.count) - 1e-9
    margins = values.map { values in
      plan.tests.enumerated().reduce(Double.infinity) { tightest, test in
        min(tightest, test.1.margin(of: values[plan.place(ofTest: test.0)]) ?? -.infinity)
      }
    }
  }

  /// The margin that the wanted share of the seeds has.
  var margin: Double {
    let needed = Int((confidence * Double(margins.count) - 1e-9).rounded(.up))
    return margins.sorted(by: >)[max(0, min(needed, margins.count) - 1)]
  }

  /// The mean of a value over the seeds; nil if one of them has none.
  func mean(_ place: Int) -> Double? {
    let known = values.compactMap { $0[place] }
    guard known.count == values.count, !known.isEmpty else { return nil }
    return known.reduce(0, +) / Double(known.count)
  }

  /// The 95 % interval of the share of seeds that pass.
  var interval: ClosedRange<Double> { wilsonInterval(passedCount, of: values.count) }

  /// The first seed, counted from 0, in which a test fails; nil if all pass.
  func firstFailingSeed(_ plan: SizePlan) -> Int? {
    values.firstIndex { values in
      !plan.tests.enumerated().allSatisfy { $1.holds(for: values[plan.place(ofTest: $0)]) }
    }
  }
}

extension SizePlan {
  /// The place of a test's measure among the measures.
  func place(ofTest test: Int) -> Int {
    measures.firstIndex(of: tests[test].measure) ?? 0
  }
}

/// The interval that holds the true share with a probability of 95 %, by Wilson (1927).
func wilsonInterval(_ successes: Int, of count: Int) -> ClosedRange<Double> {
  guard count > 0 else { return 0...1 }
  let (n, z) = (Double(count), 1.959963984540054)
  let share = Double(successes) / n
  let middle = (share + z * z / (2 * n)) / (1 + z * z / n)
  let half = z / (1 + z * z / n) * (share * (1 - share) / n + z * z / (4 * n * n)).squareRoot()
  return max(0, middle - half)...min(1, middle + half)
}
