internal import Engine
public import History

/// A measure that schedules are compared by.
public struct ComparisonColumn: Hashable, Sendable {
  /// The measure.
  public let measure: RunMeasure

  /// Makes the column of a measure.
  public init(_ measure: RunMeasure) { self.measure = measure }

  /// The columns of a table for which none are chosen.
  public static let standard = [
    .makespan, .latency(.mean, of: .allRequests), .latency(.p50, of: .allRequests),
    .latency(.p99, of: .allRequests), .switches, .switchShare, .utilisation, .fairness, .overWork,
    .overLongestPath,
  ].map(ComparisonColumn.init)

  /// The heading in tables for people.
  var title: String {
    switch measure {
    case .latency(let latency, let scope): Self.title(of: latency) + Self.suffix(of: scope)
    case .attainment(let seconds, let scope):
      "≤ \(seconds.plainText) s" + Self.suffix(of: scope)
    case .makespan, .switches, .unfinished, .fairness: "\(measure)"
    case .switchShare: "switching"
    case .utilisation: "busy"
    case .overWork: "× work"
    case .overLongestPath: "× path"
    }
  }

  /// The name in JSON and CSV.
  var key: String {
    switch measure {
    case .latency(.p50, .allRequests): "median_latency"
    case .latency(let latency, .allRequests): "\(latency.rawValue)_latency"
    case .switchShare: "switch_share"
    case .overWork: "makespan_over_work"
    case .overLongestPath: "makespan_over_longest_path"
    default: "\(measure)"
    }
  }

  /// The name with its unit, for the axis of a plot.
  var axisTitle: String {
    switch measure {
    case .latency(let latency, .model(let name)): "\(Self.name(of: latency)) time of \(name), s"
    case .latency(let latency, let scope):
      "\(Self.name(of: latency)) latency\(Self.suffix(of: scope)), s"
    case .attainment(let seconds, let scope):
      "share within \(seconds.plainText) s\(Self.suffix(of: scope)), %"
    case .makespan: "makespan, s"
    case .switches: "model switches"
    case .switchShare: "GPU time spent switching, %"
    case .unfinished: "unfinished requests"
    case .utilisation: "GPU time in use, %"
    case .fairness: "fairness (Jain's index)"
    case .overWork: "makespan / work"
    case .overLongestPath: "makespan / longest path"
    }
  }

  /// The factor by which the numbers of the axis are larger.
  var plotScale: Double { measure.unit == .share && measure != .fairness ? 100 : 1 }

  /// Whether one number is better than another.
  ///
  /// A busy GPU may be busy with switches; the quotients say the same as the makespan.
  var hasBest: Bool {
    measure != .utilisation && measure != .overWork && measure != .overLongestPath
  }

  /// Whether larger numbers are better.
  var isHigherBetter: Bool { measure.isHigherBetter }

  /// The number rounded for people.
  func text(_ number: Double) -> String {
    switch measure {
    case .fairness: return fixed(number, 2)
    default: break
    }
    return switch measure.unit {
    case .seconds: fixed(number, 1)
    case .count: fixed(number, number == number.rounded() ? 0 : 1)
    case .share: fixed(number * 100, 1) + " %"
    case .ratio: fixed(number, 2)
    }
  }

  private static func title(of latency: LatencyMeasure) -> String {
    switch latency {
    case .mean: "mean"
    case .p50: "median"
    case .p90: "P90"
    case .p95: "P95"
    case .p99: "P99"
    case .max: "max"
    }
  }

  private static func name(of latency: LatencyMeasure) -> String {
    latency == .max ? "largest" : title(of: latency)
  }

  private static func suffix(of scope: MeasureScope) -> String {
    switch scope {
    case .allRequests: ""
    case .workflow(let name): " \(name)"
    case .model(let name): " \(name)"
    }
  }
}

extension ComparisonColumn: Codable {
  /// Reads the measure as it is typed.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    let text = try container.decode(String.self)
    do throws(MeasureFault) { self.init(try RunMeasure(text)) } catch {
      throw DecodingError.dataCorruptedError(in: container, debugDescription: "no measure")
    }
  }

  /// Writes the measure as it is typed.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode("\(measure)")
  }
}
