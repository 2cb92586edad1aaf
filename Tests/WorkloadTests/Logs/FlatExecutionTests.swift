import Audit
import Engine
import Testing

@testable import Workload

struct FlatExecutionTests {
  /// Two executions; `@@` is the name of a field that nobody knows.
  private static let log = """
    {"summary": {"makespan": 5}, "executions": [
    {"request_id": "r", "workflow_id": "w", "node_id": "n", "model_name": "m", "gpu_id": 0,
     "gpu_ids": [0, 1], "ready_time": 0.0, "start_time": 2, "end_time": 5.123456789012345,
     "execution_time": 3.123456789012345, "switch_time": 2, "switch_from": null,
     "waiting_time": 0.1, "@@": 0},
    {"request_id": "r", "node_id": "o", "workflow_id": "w", "model_name": "l", "gpu_id": 3,
     "ready_time": 0, "start_time": 2, "end_time": 5, "execution_time": 3, "estimated_time": 7,
     "switch_time": 2, "waiting_time": 0, "switch_from": "m", "@@": 0}
    ]}

    """

  private static let snippets = [
    "null", "\"\"", "\"", "-1", "1.5", "1e999", "1e2", "0", "[", "]", "{", "}", ", ", ": ", "ö",
    "true", "\"gpu_id\": 2, ", "\"request_id\": \"s\", ", "\"x\": [{}], ", "\\u0041", "0.1",
    "100000",
  ]

  /// The log as it is read, or what is said about it.
  private func outcome(_ path: String) -> String {
    do {
      let log = try LogReader.read(path: path)
      return "\(log.executions) \(log.gpus) \(log.models.names) \(log.nodes.names)"
    } catch {
      return error.text
    }
  }

  /// A key that is not ASCII has an execution read as a tree, and is ignored.
  @Test func `spoilt executions are read and complained of as those that come as trees`() throws {
    let folder = try TemporaryFolder()
    let good = Array(Self.log)
    var random = SeededGenerator(seed: 5)
    var read = 0
    for round in 0..<1500 {
      var text = good
      if round > 0 {
        let place = Int.random(in: 0..<text.count, using: &random)
        let length = [0, 1, 3, 6].randomElement(using: &random) ?? 0
        let snippet = Self.snippets.randomElement(using: &random) ?? ""
        text.replaceSubrange(place..<min(text.count, place + length), with: Array(snippet))
      }
      let spoilt = String(text)
      let flat = outcome(try folder.write("f.json", spoilt.replacing("@@", with: "e")))
      let tree = outcome(try folder.write("f.json", spoilt.replacing("@@", with: "é")))
      #expect(
        flat.replacing("é", with: "e") == tree.replacing("é", with: "e"), "\(spoilt)")
      if !flat.contains("error") { read += 1 }
    }
    #expect(read > 100)
  }
}
