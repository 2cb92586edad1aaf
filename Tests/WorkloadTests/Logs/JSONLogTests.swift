import Audit
import Engine
import Foundation
import History
import Testing

@testable import Workload

struct JSONLogTests {
  @Test(arguments: Fixture.all)
  func `a written log reads back as the same doubles and is valid`(_ fixture: Fixture) throws {
    let run = FinishedRun(try fixture.loadScenario(), fixture.options)
    let folder = try TemporaryFolder()
    let log = try LogReader.read(path: run.writeLog(to: folder))
    let order = run.trace.executions.indices.sorted {
      (run.trace.executions[$0].start, $0) < (run.trace.executions[$1].start, $1)
    }
    try #require(log.executions.count == order.count)
    for (line, index) in zip(log.executions, order) {
      let execution = run.trace.executions[index]
      let node = run.trace.node(of: execution)
      let agrees =
        line.startTime == execution.start && line.endTime == execution.end
        && line.switchTime == execution.switchTime && line.executionTime == execution.executionTime
        && line.readyTime == run.trace.readyTime(of: execution)
        && log.gpus(of: line).elementsEqual(execution.gpus.map(Int32.init))
        && log.requests.names[line.request] == run.scenario[node.request].id
        && log.nodes.names[line.node] == run.scenario[node].id && line.listsGroup
      #expect(agrees, "line \(index)")
    }
    #expect(log.summary.makespan == run.metrics.makespan)
    #expect(log.summary.totalSwitchTime == run.metrics.totalSwitchTime)
    #expect(log.summary.totalNodesExecuted == run.metrics.executionCount)
    #expect(log.summary.rules == fixture.rules && log.summary.mode == fixture.mode)
    #expect(log.summary.gpus == Array(0..<fixture.gpuCount) && log.summary.simulate == false)
    #expect(Audit(log).violations == [])
    #expect(Audit(log, against: run.scenario).violations == [])
  }

  @Test func `the log has the documented fields`() throws {
    let folder = try TemporaryFolder()
    let data = try Data(
      contentsOf: URL(fileURLWithPath: FinishedRun.small().writeLog(to: folder)))
    let root = try #require(try JSONSerialization.jsonObject(with: data) as? [String: Any])
    #expect(Set(root.keys) == ["summary", "executions"])
    let summary = try #require(root["summary"] as? [String: Any])
    #expect(
      summary.keys.sorted() == [
        "avg_request_response_time", "avg_response_time", "avg_waiting_time", "completed_requests",
        "gpus", "makespan", "median_request_response_time", "mode", "p99_request_response_time",
        "p99_response_time", "p99_waiting_time", "policy", "rules", "simulate", "stranded_nodes",
        "total_model_switches", "total_nodes_executed", "total_requests", "total_switch_time",
      ])
    let executions = try #require(root["executions"] as? [[String: Any]])
    #expect(
      executions.first?.keys.sorted() == [
        "end_time", "estimate_source", "estimated_time", "execution_time", "gpu_id", "gpu_ids",
        "model_name", "node_id", "ready_time", "request_id", "start_time", "switch_from",
        "switch_time", "waiting_time", "workflow_id",
      ])
    let switches = executions.map { $0["switch_from"] as? String }
    #expect(switches.contains(nil) && switches.contains("llm7b"))
  }

  @Test func `the fields of an execution are written in the order of the list of fields`() throws {
    let folder = try TemporaryFolder()
    let text = try String(contentsOfFile: FinishedRun.small().writeLog(to: folder), encoding: .utf8)
    let line = try #require(text.split(separator: "\n").first { $0.hasPrefix("{\"request_id\"") })
    let keys = line.matches(of: #/"([a-z_]+)": /#).map { String($0.output.1) }
    // The length of an answer is told by servers alone, preparations of machines with memory.
    #expect(
      keys
        == ExecutionField.allCases.filter { ![.tokens, .evictions, .origin].contains($0) }.map(
          \.name))
  }

  @Test func `the text log and the JSON log tell the same number of dispatches`() throws {
    let run = try FinishedRun.small()
    let lines = try run.eventLines().split(separator: "\n")
    #expect(lines.count { $0.contains("] Scheduled node ") } == run.metrics.executionCount)
    #expect(lines.count { $0.contains("] Completed node ") } == run.metrics.executionCount)
  }
}
