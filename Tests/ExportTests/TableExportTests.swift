import Documents
import Engine
import Foundation
import History
import Testing

@testable import Export

/// Exported tables and lines say the same as the summary.
struct TableExportTests {
  @Test(arguments: samples)
  func `busy seconds, switches and latencies follow from the tables`(
    sample: String, gpus: Int
  ) throws {
    for mode in ArrivalMode.allCases {
      let run = try MeasuredRun(sample: sample, gpus: gpus, mode: mode)
      var busy = [Double](repeating: 0, count: gpus)
      let executions = try run.table("executions.csv")
      for row in executions {
        let first = try #require(Int(row["first_gpu"] ?? ""))
        let count = try #require(Int(row["gpu_count"] ?? ""))
        let switching = try #require(Double(row["switching"] ?? ""))
        let computing = try #require(Double(row["computing"] ?? ""))
        for gpu in first..<first + count { busy[gpu] += switching + computing }
      }
      #expect(busy == run.metrics.gpus.map(\.busyTime))
      #expect(executions.count == run.metrics.executionCount)
      #expect(executions.filter { $0["kind"] == "switch" }.count == run.metrics.switchCount)
      let switches = try run.table("switches.csv")
      #expect(switches.count == run.metrics.switchCount)
      let seconds = try switches.reduce(0) { try $0 + #require(Double($1["seconds"] ?? "")) }
      #expect(seconds == run.metrics.totalSwitchTime)
      let requests = try run.table("requests.csv")
      let latencies = requests.compactMap { Double($0["latency"] ?? "") }
      #expect(latencies.sorted() == run.metrics.completed.map(\.latency).sorted())
      for row in requests {
        let parts = ["waiting", "switching", "computing"].compactMap { Double(row[$0] ?? "") }
        let latency = try #require(Double(row["latency"] ?? ""))
        #expect(isClose(parts.reduce(0, +), latency))
      }
      let measured = try run.table("gpus.csv").compactMap { Double($0["busy"] ?? "") }
      #expect(measured == run.metrics.gpus.map(\.busyTime))
    }
  }

  @Test(arguments: samples)
  func `the time series begins and ends with nothing under way`(sample: String, gpus: Int) throws {
    let run = try MeasuredRun(sample: sample, gpus: gpus)
    let rows = try run.table("queue.csv")
    let times = rows.compactMap { Double($0["time"] ?? "") }
    #expect(times == Array(Set(times)).sorted())
    let last = try #require(rows.last)
    for column in ["ready_nodes", "running_nodes", "busy_gpus", "open_requests"] {
      #expect(last[column] == "0", "\(column)")
      #expect(rows.allSatisfy { Int($0[column] ?? "") ?? -1 >= 0 })
    }
    #expect(rows.allSatisfy { Int($0["busy_gpus"] ?? "") ?? 0 <= gpus })
    // The integral of the busy GPUs is their busy time.
    var area = 0.0
    for (row, next) in zip(rows, rows.dropFirst()) {
      let busy = try #require(Double(row["busy_gpus"] ?? ""))
      area += busy * (Double(next["time"] ?? "") ?? 0) - busy * (Double(row["time"] ?? "") ?? 0)
    }
    #expect(isClose(area, run.metrics.gpus.reduce(0) { $0 + $1.busyTime }, within: 1e-6))
  }

  @Test(arguments: samples)
  func `the lines say the same as the tables`(sample: String, gpus: Int) throws {
    let run = try MeasuredRun(sample: sample, gpus: gpus)
    let lines = try run.exported(.jsonl).split(separator: UInt8(ascii: "\n"))
    let rows = try run.table("requests.csv")
    #expect(lines.count == rows.count)
    var count = 0
    for (line, row) in zip(lines, rows) {
      // Foundation's reader of JSON on Linux misses doubles by their last bit.
      var diagnostics = Diagnostics()
      let object = try DocumentReader.read(
        SourceFile(name: "line", bytes: Array(line), format: .json), diagnostics: &diagnostics)
      #expect(object["request_id"]?.scalar?.text == row["request_id"])
      for key in ["arrival", "completion", "latency", "waiting", "switching", "computing"] {
        #expect(object[key]?.number() == Double(row[key] ?? ""))
      }
      count += object["nodes"]?.items?.filter { $0["end"] != nil }.count ?? 0
    }
    #expect(count == run.metrics.executionCount)
  }

  @Test func `text is escaped for the format, and no formula is left`() throws {
    let id = "=cmd(\"x\"),\n<script>"
    var table = RequestTable()
    let model = Model(id: "@m", memoryGB: 1, loadTimeSeconds: 1)
    let workflow = Workflow(
      id: "-w", nodes: [WorkflowNode(id: "+n", model: ModelID(0))], edges: [])
    table.append(
      id: id, workflow: WorkflowID(0), timestampMicroseconds: 0,
      estimates: [Estimate(seconds: 2, source: .request)])
    let scenario = Scenario(models: [model], workflows: [workflow], requests: table)
    let run = try MeasuredRun(scenario, Options(gpuCount: 1))
    let text = String(decoding: try run.exported(.csv, "executions.csv"), as: UTF8.self)
    #expect(
      text.hasSuffix(
        "\n\"'=cmd(\"\"x\"\"),\n<script>\",'-w,'+n,'@m,0,1,load,,0.0,0.0,1.0,3.0,0.0,1.0,2.0\n"))
    for format in [ExportFormat.jsonl, .chrome] {
      let data = try run.exported(format)
      #expect(throws: Never.self) { try JSONSerialization.jsonObject(with: data) }
      #expect(String(decoding: data, as: UTF8.self).contains(#"=cmd(\"x\"),\n<script>"#))
    }
  }

  @Test func `the schema names every column`() throws {
    let run = try MeasuredRun(sample: "churn", gpus: 1)
    let schema = String(decoding: try run.exported(.csv, "schema.md"), as: UTF8.self)
    for name in ["executions", "requests", "switches", "gpus", "models", "queue"] {
      #expect(schema.contains("## \(name).csv"))
      let text = String(decoding: try run.exported(.csv, "\(name).csv"), as: UTF8.self)
      let header = try #require(text.split(separator: "\n").first)
      for column in header.split(separator: ",") { #expect(schema.contains("| `\(column)` |")) }
    }
  }
}
