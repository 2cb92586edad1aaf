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
  /// The number of models that a GPU holds.
  case residency
  /// The memory of GPUs whose kind names none.
  case gpuMemory = "gpu_memory_gb"
  /// The memory in which the host keeps weights.
  case hostMemory = "host_memory_gb"
  /// The order in which residents make way.
  case eviction
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
    ofScenario + [.mode, .gpus, .pcieBandwidth, .switchOverhead]
    + [.residency, .gpuMemory, .hostMemory, .eviction, .policy]

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
    case .residency: "residency"
    case .gpuMemory: "GPU GB"
    case .hostMemory: "host GB"
    case .eviction: "eviction"
    case .load: "load"
    case .rate: "rate"
    case .pattern: "pattern"
    }
  }

  /// Whether the values are numbers in JSON.
  var isNumeric: Bool {
    switch self {
    case .policy, .mode, .pattern, .residency, .eviction: false
    default: true
    }
  }

  /// Whether rows may have no value: of requests from a file, or where the configuration decides.
  var isOptional: Bool {
    switch self {
    case .residency, .gpuMemory, .hostMemory, .eviction: true
    default: isDrawn
    }
  }

  /// The value of a row; nil where the axis has no meaning, as the rate of requests from a file.
  func text(_ variant: RunVariant) -> String? {
    switch self {
    case .policy: variant.options.policy.description
    case .gpus: String(variant.options.gpuCount)
    case .mode: variant.options.mode.rawValue
    case .pcieBandwidth: "\(variant.pcieBandwidth)"
    case .switchOverhead: "\(variant.switchOverhead)"
    case .residency: variant.residency?.rawValue
    case .gpuMemory: variant.gpuMemory.map { "\($0)" }
    case .hostMemory: variant.hostMemory.map { "\($0)" }
    case .eviction: variant.eviction?.rawValue
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
    case .residency:
      guard let residency = Residency(rawValue: text) else { return false }
      variant.residency = residency
    case .gpuMemory: return number(.machineMemory) { variant.gpuMemory = $0 }
    case .hostMemory: return number(.machineMemory) { variant.hostMemory = $0 }
    case .eviction:
      guard let eviction = EvictionOrder(rawValue: text) else { return false }
      variant.eviction = eviction
    case .load: return number(.timeFactor) { variant.load = $0 }
    case .rate: return number(.arrivalRate) { variant.rate = $0 }
    case .pattern:
      guard let pattern = ArrivalPattern(rawValue: text) else { return false }
      variant.pattern = pattern
    }
    return true
  }
}
