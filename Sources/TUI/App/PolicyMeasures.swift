import Engine
import History

/// The measures of a run under a policy, as the list of policies shows them.
struct PolicyMeasures: Hashable, Sendable {
  /// The latencies of the completed requests, in seconds; nil if there are none.
  let mean: Double?
  let p95: Double?
  /// The number of switches.
  let switchCount: Int
  /// The latest end of a node, in seconds.
  let makespan: Double
  /// The number of nodes that never ran.
  let strandedCount: Int

  init(of simulation: Simulation) {
    let measures = Measures(of: simulation)
    mean = measures.latency?.mean
    p95 = measures.latency?.p95
    switchCount = measures.switchCount
    makespan = measures.makespan
    strandedCount = measures.strandedCount
  }
}

extension PolicyMeasures {
  /// The titles of the columns of `columns`.
  static let titles = "   mean     p95 switches     end"

  /// The measures in columns of equal widths.
  var columns: String {
    let stranded = strandedCount > 0 ? "  ⚠ \(Format.count(strandedCount)) stranded" : ""
    return padded(mean.map(Format.span) ?? "–", 8) + padded(p95.map(Format.span) ?? "–", 9)
      + padded(Format.count(switchCount), 7) + padded(Format.clock(makespan, decimals: 0), 8)
      + stranded
  }
}

/// The point from which on a policy is to decide, in order to be measured.
enum MeasuringStart: Hashable, Sendable {
  /// The start of the run, or that of the branch.
  case start
  /// The moment after a number of events.
  case event(Int)
}

/// A wish for the measures of a run under several policies.
struct MeasuringRequest: Sendable {
  let history: History
  /// The identifier of the run.
  let run: Int
  let start: MeasuringStart
  /// The names of the policies.
  let policies: [String]

  /// Runs the policies one after the other.
  ///
  /// - Parameters:
  ///   - progress: Receives the share that is done; returns whether to go on.
  ///   - result: Receives the measures under each policy.
  func run(
    progress: (Double) -> Bool, result: (_ policy: String, PolicyMeasures) -> Void
  ) {
    let expected = Double(max(history.expectedEventCount, 1))
    for (index, name) in policies.enumerated() {
      guard let policy = try? Policy(name) else { continue }
      var simulation = simulation(under: policy)
      var count = 0
      repeat {
        let share = min(Double(count) / expected, 1)
        guard progress((Double(index) + share) / Double(policies.count)) else { return }
        count += Self.stride
      } while simulation.step(upTo: Self.stride)
      result(name, PolicyMeasures(of: simulation))
    }
  }

  private static let stride = 1 << 12

  private func simulation(under policy: Policy) -> Simulation {
    switch start {
    case .start:
      var options = history.options
      options.policy = policy
      return history.alternative(under: options)
    case .event(let count): return history.forked(after: count, change: .policy(policy))
    }
  }
}

extension Simulation {
  /// Handles up to a number of events; returns whether more may come.
  fileprivate mutating func step(upTo count: Int) -> Bool {
    for _ in 0..<count where step() == nil { return false }
    return true
  }
}
