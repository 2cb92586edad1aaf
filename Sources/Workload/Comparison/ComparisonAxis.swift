internal import Documents
internal import Engine

/// A setting in which the rows of a comparison may differ.
public enum ComparisonAxis: String, CaseIterable, Codable, Sendable {
  /// The scheduling policy.
  case policy
  /// The number of GPUs.
  case gpus
  /// The arrivals: all at once, or at their timestamps.
  case mode
  /// The bandwidth between host and GPU.
  case pcieBandwidth = "pcie_bandwidth_gb_s"
  /// The fixed part of a switch.
  case switchOverhead = "switch_overhead_seconds"
  /// The factor by which requests arrive faster.
  case load
  /// The mean number of arrivals a second of drawn requests.
  case rate
  /// The distribution of arrivals of drawn requests.
  case pattern

  /// The axes that change the scenario; all rows with the same values there run the same requests.
  static let ofScenario: [ComparisonAxis] = [.pattern, .rate, .load]

  /// The order of rows: the values of the last axis change first.
  static let rowOrder: [ComparisonAxis] =
    ofScenario + [.mode, .gpus, .pcieBandwidth, .switchOverhead, .policy]

  /// The name in JSON and CSV.
  var key: String { rawValue }

  /// The heading in tables for people.
  var title: String {
    switch self {
    case .policy: "policy"
    case .gpus: "GPUs"
    case .mode: "mode"
    case .pcieBandwidth: "GB/s"
    case .switchOverhead: "overhead"
    case .load: "load"
    case .rate: "rate"
    case .pattern: "pattern"
    }
  }

  /// Whether the values are numbers in JSON.
  var isNumeric: Bool { self != .policy && self != .mode && self != .pattern }

  /// The value of a row; nil where the axis has no meaning, as the rate of requests from a file.
  func text(_ variant: RunVariant) -> String? {
    switch self {
    case .policy: variant.options.policy.description
    case .gpus: String(variant.options.gpuCount)
    case .mode: variant.options.mode.rawValue
    case .pcieBandwidth: "\(variant.pcieBandwidth)"
    case .switchOverhead: "\(variant.switchOverhead)"
    case .load: "\(variant.load)"
    case .rate: variant.rate.map { "\($0)" }
    case .pattern: variant.pattern?.rawValue
    }
  }

  /// Gives a row the value that a text says; false if it says none that is allowed.
  func apply(_ text: String, to variant: inout RunVariant) -> Bool {
    func number(_ limit: Limit, _ take: (Double) -> Void) -> Bool {
      guard let value = Double(text), limit.allows(value) else { return false }
      take(value)
      return true
    }
    switch self {
    case .policy:
      guard let policy = try? Policy(text) else { return false }
      variant.options.policy = policy
    case .gpus:
      guard let count = Int(text), Limit.gpus.allows(count) else { return false }
      variant.options.gpuCount = count
    case .mode:
      guard let mode = ArrivalMode(rawValue: text) else { return false }
      variant.options.mode = mode
    case .pcieBandwidth: return number(.bandwidth) { variant.pcieBandwidth = $0 }
    case .switchOverhead: return number(.duration) { variant.switchOverhead = $0 }
    case .load: return number(.timeFactor) { variant.load = $0 }
    case .rate: return number(.arrivalRate) { variant.rate = $0 }
    case .pattern:
      guard let pattern = ArrivalPattern(rawValue: text) else { return false }
      variant.pattern = pattern
    }
    return true
  }
}
