/// The fields of an execution in a log, in the order in which they are written.
enum ExecutionField: Int, CaseIterable {
  case request, workflow, node, model, gpu, gpus, ready, start, end, duration, estimate, source
  case switching, evicted, waiting, tokens, evictions, origin

  /// The key in the file.
  var name: String {
    switch self {
    case .request: "request_id"
    case .workflow: "workflow_id"
    case .node: "node_id"
    case .model: "model_name"
    case .gpu: "gpu_id"
    case .gpus: "gpu_ids"
    case .ready: "ready_time"
    case .start: "start_time"
    case .end: "end_time"
    case .duration: "execution_time"
    case .estimate: "estimated_time"
    case .source: "estimate_source"
    case .switching: "switch_time"
    case .evicted: "switch_from"
    case .waiting: "waiting_time"
    case .tokens: "completion_tokens"
    case .evictions: "evicted"
    case .origin: "source"
    }
  }

  /// Whether every log has it; a GPU may be named in either of two fields.
  var isRequired: Bool {
    switch self {
    case .request, .node, .start, .end: true
    default: false
    }
  }
}

// MARK: - Writing

extension ExecutionField {
  /// The characters around the value; those of a value that may be null are part of it.
  private var delimiters: (opening: String, closing: String) {
    switch self {
    case .request, .workflow, .node, .model, .source, .origin: ("\"", "\"")
    case .gpus, .evictions: ("[", "]")
    default: ("", "")
    }
  }

  /// The literal text between the value of the field before and the value of this one.
  var lead: String {
    let before = Self(rawValue: rawValue - 1).map { "\($0.delimiters.closing), " } ?? "{"
    return "\(before)\"\(name)\": \(delimiters.opening)"
  }
}
