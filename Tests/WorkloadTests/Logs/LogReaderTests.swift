import Audit
import Engine
import Testing
import Workload

struct LogReaderTests {
  private static let line = """
    {"request_id": "r", "workflow_id": "w", "node_id": "n", "model_name": "m", "gpu_id": 0, \
    "ready_time": 0, "start_time": 2, "end_time": 5, "execution_time": 3, "switch_time": 2, \
    "waiting_time": 0}
    """
  private static let log = "{\"summary\": {\"makespan\": 5},\n\"executions\": [\n\(line)\n]}\n"

  /// What reading a log says; empty if it is good.
  private func complaints(_ text: String) -> String {
    do {
      let folder = try TemporaryFolder()
      let path = try folder.write("log.json", text)
      do {
        _ = try LogReader.read(path: path)
        return ""
      } catch {
        return folder.withoutPaths(error.text)
      }
    } catch {
      return "\(error)"
    }
  }

  private func spoiling(_ old: String, _ new: String) -> String {
    complaints(Self.log.replacing(old, with: new, maxReplacements: 1))
  }

  @Test func `a log with the documented fields alone is read`() throws {
    let folder = try TemporaryFolder()
    let log = try LogReader.read(path: folder.write("log.json", Self.log))
    let line = try #require(log.executions.first)
    #expect(log.executions.count == 1 && line.startTime == 2 && line.endTime == 5)
    #expect(!line.listsGroup && Array(log.gpus(of: line)) == [0])
    #expect(line.switchFrom == nil)
    #expect(log.summary.makespan == 5 && log.summary.rules == nil)
    #expect(Audit(log).violations == [])
  }

  @Test func `an evicted model may be missing, null or named`() throws {
    let folder = try TemporaryFolder()
    func evicted(_ field: String) throws -> Int?? {
      let text = Self.log.replacing("\"gpu_id\"", with: "\(field), \"gpu_id\"")
      let log = try LogReader.read(path: folder.write("log.json", text))
      return try #require(log.executions.first).switchFrom
    }
    #expect(try evicted("\"x\": 1") == .none)
    #expect(try evicted("\"switch_from\": null") == .some(nil))
    #expect(try evicted("\"switch_from\": \"m\"") == .some(0))
  }

  @Test func `a missing field is told`() {
    let found = spoiling("\"node_id\": \"n\", ", "")
    #expect(
      found == """
        log.json: error: executions[0]: an execution lacks node_id
            {"request_id": "r", "workflow_id": "w", "model_name": "m", "gpu_id": 0, "ready_time": 0, "start_time…
            ^

        """)
  }

  @Test func `a mistyped field is told`() {
    let found = spoiling("\"end_time\": 5", "\"end_time\": \"5\"")
    #expect(
      found == """
        log.json: error: executions[0].end_time: end_time of an execution must be a number, found text; write it without quotes
            … "gpu_id": 0, "ready_time": 0, "start_time": 2, "end_time": "5", "execution_time": 3, "switch_time":…
                                                                         ^

        """)
  }

  @Test func `a GPU must be a number of one`() {
    for gpu in ["-1", "1.5", "\"0\"", "1e9"] {
      #expect(spoiling("\"gpu_id\": 0", "\"gpu_id\": \(gpu)").contains("gpu_id must be the number"))
    }
    #expect(spoiling("\"gpu_id\": 0", "\"gpu_id\": 0, \"gpu_ids\": []").contains("gpu_ids must be"))
    #expect(spoiling("\"gpu_id\": 0", "\"gpu_id\": 0, \"gpu_ids\": [0, 1]") == "")
  }

  @Test(arguments: [
    "\"gpus\": \"x\"", "\"gpus\": [0, \"1\"]", "\"gpus\": 2", "\"makespan\": null",
    "\"makespan\": \"5\"", "\"total_requests\": null", "\"mode\": 3", "\"rules\": \"odd\"",
    "\"rules\": \"standard\", \"mode\": \"sometimes\"", "\"simulate\": \"no\"",
    "\"simulate\": null", "\"interrupted\": 1", "\"policy\": true",
    "\"avg_waiting_time\": \"1\"", "\"time_scale\": 0",
  ])
  func `a mistyped field of the summary is told`(field: String) {
    let found = spoiling("\"makespan\": 5", field)
    #expect(
      found.contains("of summary must be") || found.contains("must be the number of a GPU")
        || found.contains("gpus must be a list of GPU numbers"), "\(found)")
  }

  @Test func `a mode of another program is let pass, and so are means of nothing`() {
    #expect(spoiling("\"makespan\": 5", "\"mode\": \"hybrid_offline\"") == "")
    #expect(spoiling("\"makespan\": 5", "\"avg_waiting_time\": null") == "")
  }

  @Test(arguments: ["workflow_id", "model_name", "ready_time", "execution_time", "switch_time"])
  func `a field that not every program writes may be missing or null`(field: String) {
    #expect(spoiling("\"\(field)\": ", "\"\(field)_\": ") == "")
    #expect(spoiling("\"\(field)\": ", "\"\(field)\": null, \"\(field)_\": ") == "")
  }

  @Test func `what is no log is told`() {
    let cut = complaints(String(Self.log.prefix(120)))
    #expect(cut.hasPrefix("log.json:") && cut.contains(": error: "))
    #expect(complaints("3").contains("the log must be a mapping, found a number"))
    #expect(complaints("[3]").contains("an execution must be a mapping, found a number"))
    #expect(complaints("{\"summary\": {}}").contains("the log lacks executions"))
    #expect(
      complaints("{\"summary\": {}, \"executions\": 3}").contains("executions must be a list"))
    #expect(
      spoiling("\"makespan\": 5", "\"total_requests\": 1.5").contains("must be a whole number"))
    #expect(complaints("{\"summary\": {}, \"executions\": []}") == "")
    #expect(complaints("").contains("error: "))
  }

  @Test func `a missing log is no input`() throws {
    let folder = try TemporaryFolder()
    #expect {
      try LogReader.read(path: "\(folder.path)/none.json")
    } throws: { error in
      guard case LoadFailure.noInput(let text) = error else { return false }
      return folder.withoutPaths(text)
        == "error: none.json: cannot be read: No such file or directory\n"
    }
  }
}
