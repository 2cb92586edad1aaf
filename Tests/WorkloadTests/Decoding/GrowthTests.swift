import Engine
import Foundation
import Testing

@testable import Workload

/// Inputs that are awkward to read, of any size.
enum AwkwardInput: String, CaseIterable {
  case baseModels, unknownEdges, unknownEdgesStandard, cycle, duplicateKeys, misspeltKeys
  case unknownModels, nestedAnchors, mergedMappings, oneLine, repeatedNodes, unknownNodes

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
    }
  }
}

@Suite(.serialized) struct GrowthTests {
  /// The processor time of this thread for some work, the least of three tries.
  private func cost(of work: () -> Void) -> Double {
    (0..<3).map { _ in
      let start = threadSeconds()
      work()
      return threadSeconds() - start
    }.min() ?? 0
  }

  private func threadSeconds() -> Double {
    var time = timespec()
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time)
    return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
  }

  /// Processor time of the thread, and a bound far from both: eight times the input takes eight times
  /// as long if reading is linear, and 64 times if it is quadratic.
  @Test(arguments: AwkwardInput.allCases)
  func `eight times the input takes far less than 64 times as long`(_ input: AwkwardInput) {
    let size = 300
    let rules: Rules = input == .unknownEdgesStandard ? .standard : .gswarm
    let (small, large) = (input.inputs(size), input.inputs(8 * size))
    let one = cost { _ = small.complaints(rules: rules) }
    let eight = cost { _ = large.complaints(rules: rules) }
    #expect(eight < 25 * one, "\(input): \(one) s, then \(eight) s")
  }
}
