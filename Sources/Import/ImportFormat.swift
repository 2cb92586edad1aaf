/// The format of what is imported.
public enum ImportFormat: String, CaseIterable, Sendable {
  /// A table of comma-separated values.
  case csv
  /// A table of JSON objects, one a line.
  case jsonl
  /// Alibaba's trace of image generation, `lora_request_trace.csv`.
  case gentd26
  /// Azure's traces of language models.
  case azureLLM = "azure-llm"
  /// Mooncake's traces of language models.
  case mooncake
  /// BurstGPT's traces of language models.
  case burstgpt
  /// Agents' calls with their dependencies, as Dynamo's tools write them.
  case agenticMooncake = "agentic-mooncake"
  /// The activity table of llama-swap.
  case llamaSwap = "llama-swap"
  /// Instances of scientific workflows in WfFormat 1.5.
  case wfformat
  /// Workflows of ComfyUI.
  case comfyui
  /// An execution log of this program or of the original one.
  case log

  /// Whether the format is a table with a row for each call.
  var isTable: Bool {
    switch self {
    case .agenticMooncake, .wfformat, .comfyui, .log: false
    default: true
    }
  }
}
