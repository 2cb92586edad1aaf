internal import Engine
internal import Foundation
internal import Workload

/// The text of a configuration; assumed values say that they are.
struct ConfigurationText {
  private var text = ByteBuffer()

  /// The assumed values, for the summary, each once.
  private(set) var assumptions: [String] = []

  /// Writes a configuration.
  init(_ catalog: ModelCatalog, _ workflows: WorkflowCatalog, comment: String, usesTokens: Bool) {
    text.append("# \(comment)\n")
    appendHardware(catalog)
    text.append(catalog.models.isEmpty ? "models: {}\n" : "models:\n")
    for model in catalog.models { append(model, catalog.assumed, usesTokens: usesTokens) }
    if catalog.models.contains(where: { $0.known == nil && !$0.isPause }),
      let reason = catalog.assumed.reason
    {
      assumptions.append(reason)
    }
    text.append(workflows.workflows.isEmpty ? "workflows: {}\n" : "workflows:\n")
    for workflow in workflows.workflows { append(workflow, catalog) }
  }

  /// The text.
  var bytes: ArraySlice<UInt8> { text.bytes }

  private mutating func appendHardware(_ catalog: ModelCatalog) {
    if let hardware = catalog.hardware {
      text.append("hardware:\n")
      if let count = hardware.gpuCount { text.append("  gpus: \(count)\n") }
      field("  pcie_bandwidth_gb_s", hardware.pcieBandwidthGBPerSecond)
      field("  switch_overhead_seconds", hardware.switchOverheadSeconds)
    } else if let overhead = catalog.assumed.switchOverheadSeconds {
      text.append("hardware:\n")
      field("  switch_overhead_seconds", overhead, isAssumed: true)
    }
  }

  private mutating func append(
    _ imported: ImportedModel, _ assumed: AssumedValues, usesTokens: Bool
  ) {
    let known = imported.known
    let isAssumed = known == nil
    text.append("  ")
    text.appendYAML(imported.id)
    if imported.isPause {
      text.append(":\n    name: Pause\n    gpus_required: 0  # the time between calls\n")
      appendMean(imported, assumed)
      return
    }
    text.append(":\n    name: ")
    text.appendYAML(known?.name ?? imported.id)
    text.append("\n")
    field("    memory_gb", known?.memoryGB ?? assumed.memoryGB, isAssumed: isAssumed)
    let gpus = known?.gpusRequired ?? imported.gpusRequired
    text.append("    gpus_required: \(gpus ?? 1)\(gpus == nil ? "  # assumed" : "")\n")
    if gpus == nil { note("gpus_required", "1") }
    let load = known?.loadTimeSeconds ?? imported.loadTimeSeconds
    field("    load_time_seconds", load ?? assumed.loadTimeSeconds, isAssumed: load == nil)
    if isAssumed, usesTokens {
      field("    tokens_per_second", assumed.tokensPerSecond, isAssumed: true)
      field("    prefill_tokens_per_second", assumed.prefillTokensPerSecond, isAssumed: true)
    }
    for (key, value) in [
      ("tokens_per_second", known?.tokensPerSecond),
      ("prefill_tokens_per_second", known?.prefillTokensPerSecond),
      ("token_mean", known?.tokenMean), ("token_std", known?.tokenStd),
      ("inference_time_mean", known?.inferenceTimeMean),
      ("inference_time_std", known?.inferenceTimeStd),
    ] {
      if let value { field("    \(key)", value) }
    }
    appendMean(imported, assumed)
    if let known, known.servedName != known.id {
      text.append("    served_name: ")
      text.appendYAML(known.servedName)
      text.append("\n")
    }
  }

  /// Appends the mean time of a model's calls, unless its description has one.
  private mutating func appendMean(_ imported: ImportedModel, _ assumed: AssumedValues) {
    guard imported.known?.inferenceTimeMean == nil else { return }
    guard imported.callCount > 0 else {
      if imported.known == nil {
        field("    inference_time_mean", assumed.inferenceTimeMean, isAssumed: true)
      }
      return
    }
    let mean = imported.seconds / Double(imported.callCount)
    let rounded = Double(String(format: "%.6f", mean)) ?? mean
    text.append("    inference_time_mean: ")
    text.appendJSON(rounded)
    let noun = imported.isPause ? "pause" : "call"
    let calls = imported.callCount == 1 ? "1 \(noun)" : "\(imported.callCount) \(noun)s"
    text.append("  # the mean of \(calls)\n")
  }

  private mutating func append(_ workflow: ImportedWorkflow, _ catalog: ModelCatalog) {
    text.append("  ")
    text.appendYAML(workflow.id)
    text.append(":\n    nodes:\n")
    for node in workflow.nodes {
      text.append("      - {id: ")
      text.appendYAML(node.id)
      text.append(", model: ")
      text.appendYAML(catalog.models[node.model].id)
      text.append("}\n")
    }
    guard !workflow.edges.isEmpty else { return }
    text.append("    edges:\n")
    for edge in workflow.edges {
      text.append("      - {from: ")
      text.appendYAML(workflow.nodes[edge.from].id)
      text.append(", to: ")
      text.appendYAML(workflow.nodes[edge.to].id)
      text.append("}\n")
    }
  }

  private mutating func field(_ key: String, _ value: Double, isAssumed: Bool = false) {
    text.append("\(key): ")
    text.appendJSON(value)
    text.append(isAssumed ? "  # assumed\n" : "\n")
    if isAssumed { note(key.trimmingCharacters(in: .whitespaces), value.description) }
  }

  private mutating func note(_ key: String, _ value: String) {
    let note = "\(key) \(value)"
    if !assumptions.contains(note) { assumptions.append(note) }
  }
}
