import Engine

@testable import Workload

/// Inputs that are awkward to read, of any size.
enum AwkwardInput: String, CaseIterable {
  case baseModels, unknownEdges, unknownEdgesStandard, cycle, duplicateKeys, misspeltKeys
  case unknownModels, nestedAnchors, mergedMappings, oneLine, repeatedNodes, unknownNodes
  case longText, longLine, deepNesting, equalIDs, unorderedIDs, aliasedRequests, manyKeys
  case unusualEnd, equalKeys, unknownAliases, manyGPUs

  /// The two files; their length is in proportion to `size`.
  func inputs(_ size: Int) -> Inputs {
    func lines(_ count: Int, _ line: (Int) -> String) -> String {
      (0..<count).map(line).joined()
    }
    func workflow(_ nodes: String, _ edges: String = "") -> Inputs {
      Inputs.yaml.configuring(
        "workflows:\n", "workflows:\n  w:\n    nodes:\n\(nodes)    edges: [\(edges)]\n")
    }
    switch self {
    case .baseModels:
      return Inputs.yaml.configuring(
        "models:\n", "models:\n" + lines(size) { "  m\($0): {base_model: m\($0 + 1)}\n" })
    case .unknownEdges, .unknownEdgesStandard:
      return workflow(
        "      - {id: a, model: llm7b}\n", lines(size) { "{from: unknown\($0), to: a}," })
    case .cycle:
      return workflow(
        lines(size) { "      - {id: n\($0), model: llm7b}\n" },
        lines(size) { "{from: n\($0), to: n\(($0 + 1) % size)}," })
    case .duplicateKeys:
      return Inputs.yaml.configuring(
        "models:\n",
        lines(size) { "k\($0): 1\n" } + lines(size) { _ in "k\(size - 1): 1\n" }
          + "models:\n")
    case .misspeltKeys:
      return Inputs.yaml.configuring(
        "models:\n", "hardware:\n" + lines(size) { "  gpu\($0 % 10)\($0): 1\n" } + "models:\n")
    case .unknownModels:
      return Inputs.yaml.configuring(
        "models:\n",
        "models:\n"
          + lines(size) { "  llm\($0): {memory_gb: 1, gpus_required: 1, load_time_seconds: 1}\n" }
      ).configuring("model: llm7b", "model: lml7")
    case .nestedAnchors:
      let depth = 100
      let open = (0..<depth).map { "&a\($0) [" }.joined()
      return Inputs.yaml.configuring(
        "models:\n",
        "junk: \(open)" + lines(size) { "\($0)," } + String(repeating: "]", count: depth)
          + "\nmodels:\n")
    case .mergedMappings:
      return Inputs.yaml.configuring(
        "models:\n",
        "base: &b {" + lines(20) { "k\($0): 1," } + "}\njunk:\n"
          + lines(size) { "  - {<<: *b, x: \($0)}\n" } + "models:\n")
    case .oneLine:
      var inputs = Inputs.json
      inputs.requests =
        "{\"requests\": ["
        + (0..<size).map { "{\"request_id\": \"é\($0)\", \"workflow_id\": \"chat\"}" }
        .joined(separator: ",") + "]}"
      return inputs
    case .repeatedNodes:
      return workflow(lines(size) { _ in "      - {id: a, model: llm7b}\n" })
    case .unknownNodes:
      return Inputs.yaml.requesting(
        "workflow_id: chat",
        "workflow_id: chat\n    node_execution_times: {" + lines(size) { "raed\($0): 1," } + "}")
    case .longText:
      return Inputs.yaml.requesting(
        "workflow_id: chat",
        "workflow_id: chat\n    input_data: {x: \"" + lines(size) { _ in "a b\\n" } + "\"}")
    case .longLine:
      return requesting("{" + lines(size) { "k\($0): [\($0), {é: x}], " } + "z: 1}")
    case .deepNesting:
      let nested = String(repeating: "[", count: 100) + String(repeating: "]", count: 100)
      return requesting("{" + lines(size / 10) { "k\($0): \(nested)," } + "}")
    case .equalIDs:
      return Inputs.yaml.requesting(
        "requests:\n",
        "requests:\n" + lines(size) { _ in "  - {request_id: a, workflow_id: chat}\n" })
    case .unorderedIDs:
      return Inputs.yaml.requesting(
        "requests:\n",
        "requests:\n" + lines(size) { "  - {request_id: a\($0 % 97)_\($0), workflow_id: chat}\n" })
    case .aliasedRequests:
      return Inputs.yaml.requesting(
        "requests:\n",
        "requests:\n  - &a {request_id: a, workflow_id: chat}\n"
          + lines(size) { "  - {<<: *a, request_id: b\($0)}\n" })
    case .manyKeys: return requesting("{" + lines(size) { "key\($0): 1," } + "}")
    case .unusualEnd:
      return Inputs.yaml.requesting(
        "requests:\n",
        "requests:\n" + lines(size) { "  - {request_id: a\(100_000 + $0), workflow_id: chat}\n" }
          + "  - {request_id: \"\\x41\", workflow_id: chat}\n")
    case .equalKeys: return requesting("{" + lines(size) { _ in "key: 1," } + "}")
    case .unknownAliases:
      return requesting("[" + lines(size) { "&a\($0) 1," } + "*b]")
    case .manyGPUs:
      return Inputs.yaml.configuring(
        "workflows:\n",
        lines(size) {
          "  m\($0): {name: m, memory_gb: 1, gpus_required: \(1 + $0 % 90), load_time_seconds: 1}\n"
        } + "workflows:\n")
    }
  }

  /// The inputs with such data of a request.
  private func requesting(_ data: String) -> Inputs {
    Inputs.yaml.requesting("workflow_id: chat", "workflow_id: chat\n    input_data: \(data)")
  }
}
