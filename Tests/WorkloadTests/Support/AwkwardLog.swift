/// Logs that are awkward to read.
enum AwkwardLog: String, CaseIterable {
  case usual, oneLine, bare, longText, unknownFields, missingFields, manyGPUs, deepNesting

  /// The log; its length is in proportion to `size`.
  func text(_ size: Int) -> String {
    func executions(_ line: (Int) -> String) -> String {
      (0..<size).map(line).joined(separator: ",")
    }
    func execution(_ number: Int, _ more: String = "") -> String {
      #"{"request_id": "r\#(number)", "node_id": "n", "gpu_id": 0, "start_time": \#(number),"#
        + #" "end_time": \#(number + 1)\#(more)}"#
    }
    switch self {
    case .usual: return "{\"executions\": [" + executions { execution($0) + "\n" } + "]}"
    case .oneLine:
      return "{\"executions\": [" + executions { execution($0, ", \"x\": \"é\"") } + "]}"
    case .bare: return "[" + executions { execution($0) } + "]"
    case .longText:
      return "{\"x\": \"" + String(repeating: "é\\n", count: size) + "\", \"executions\": []}"
    case .unknownFields:
      return "{\"executions\": ["
        + execution(0, (0..<size).map { ", \"start_tim\($0)\": 1" }.joined()) + "]}"
    case .missingFields:
      return "{\"executions\": [" + executions { "{\"request_id\": \"r\($0)\"}" } + "]}"
    case .manyGPUs:
      let gpus = (0..<size).map(String.init).joined(separator: ",")
      return "{\"executions\": [" + execution(0, ", \"gpu_ids\": [\(gpus)]") + "]}"
    case .deepNesting:
      let nested = String(repeating: "[", count: 100) + String(repeating: "]", count: 100)
      return "{\"x\": [" + executions { _ in nested } + "], \"executions\": []}"
    }
  }
}
