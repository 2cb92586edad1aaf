/// A field of a mapping in the input files.
///
/// Decoders, the writer of requests and the documentation take the fields from here.
protocol SchemaField: CaseIterable {
  /// The key in the file.
  var key: String { get }

  /// Whether the mapping must have it.
  var isRequired: Bool { get }
}

extension SchemaField {
  /// The keys that a mapping must have.
  static var requiredKeys: [String] { allCases.filter(\.isRequired).map(\.key) }

  /// The keys that a mapping may lack.
  static var optionalKeys: [String] { allCases.filter { !$0.isRequired }.map(\.key) }
}

extension SchemaField where Self: RawRepresentable<String> {
  var key: String { rawValue }
}

/// The fields of a system configuration.
enum ConfigurationField: String, SchemaField {
  case hardware, models, workflows

  var isRequired: Bool { self != .hardware }
}

/// The fields of `hardware`.
enum HardwareField: String, SchemaField {
  case gpus
  case bandwidth = "pcie_bandwidth_gb_s"
  case switchOverhead = "switch_overhead_seconds"
  case residency
  case gpuMemory = "gpu_memory_gb"
  case hostMemory = "host_memory_gb"
  case eviction
  case offload
  case keepAlive = "keep_alive_seconds"

  var isRequired: Bool { false }
}

/// The fields of a kind of GPUs.
enum KindField: String, SchemaField {
  case kind, count
  case memory = "memory_gb"
  case bandwidth = "pcie_bandwidth_gb_s"
  case speed

  var isRequired: Bool { self == .kind || self == .count }
}

/// The fields of a model; `config` is for the generator alone, which checks it.
enum ModelField: String, SchemaField {
  case displayName = "name"
  case memory = "memory_gb"
  case gpus = "gpus_required"
  case loadTime = "load_time_seconds"
  case tokenRate = "tokens_per_second"
  case prefillRate = "prefill_tokens_per_second"
  case tokenMean = "token_mean"
  case tokenDeviation = "token_std"
  case timeMean = "inference_time_mean"
  case timeDeviation = "inference_time_std"
  case base = "base_model"
  case servedName = "served_name"
  case pinned, preload, kinds

  /// The fields that a model without GPUs may lack as well.
  static let requiredOfGPUs = [displayName, memory, loadTime].map(\.key)

  var isRequired: Bool {
    switch self {
    case .displayName, .memory, .gpus, .loadTime: true
    default: false
    }
  }
}

/// The fields of a workflow.
enum WorkflowField: String, SchemaField {
  case displayName = "name"
  case nodes, edges

  var isRequired: Bool { self == .nodes }
}

/// The fields of a node.
enum NodeField: String, SchemaField {
  case id, model, inputs, outputs
  case options = "config_options"

  var isRequired: Bool { self == .id || self == .model }
}

/// The fields of an edge.
enum EdgeField: String, SchemaField {
  case from, to

  var isRequired: Bool { true }
}

/// The fields of a request, in the order in which they are written.
enum RequestField: Int, SchemaField {
  case id, timestamp, workflow, inputs, configurations, times

  var key: String {
    switch self {
    case .id: "request_id"
    case .timestamp: "timestamp"
    case .workflow: "workflow_id"
    case .inputs: "input_data"
    case .configurations: "node_configs"
    case .times: "node_execution_times"
    }
  }

  var isRequired: Bool { self == .id || self == .workflow }
}
