import Engine
import Testing
import Workload

struct TextLogTests {
  @Test func `a small run as lines of text`() throws {
    let found = try FinishedRun.small().eventLines()
    #expect(
      found == """
        [0.00s] Processing request req_001 (workflow: chat)
        [0.00s] Scheduling model switch on GPU(s) [0] from None to llm7b (switch time: 30.00s)
        [0.00s] Scheduled node read of request req_001 on GPU(s) [0] (start: 30.00s, end: 38.50s)
        [2.00s] Processing request req_002 (workflow: chat)
        [2.00s] Scheduling model switch on GPU(s) [1] from None to llm7b (switch time: 30.00s)
        [2.00s] Scheduled node read of request req_002 on GPU(s) [1] (start: 32.00s, end: 40.50s)
        [38.50s] Completed node read of request req_001 on GPU(s) [0]
        [40.50s] Completed node read of request req_002 on GPU(s) [1]
        [40.50s] Scheduling model switch on GPU(s) [0, 1] from llm7b to painter (switch time: 3.25s)
        [40.50s] Scheduled node paint of request req_001 on GPU(s) [0, 1] (start: 43.75s, end: 47.75s)
        [47.75s] Completed node paint of request req_001 on GPU(s) [0, 1]
        [47.75s] Request req_001 completed
        [47.75s] Scheduled node paint of request req_002 on GPU(s) [0, 1] (start: 47.75s, end: 51.75s)
        [51.75s] Completed node paint of request req_002 on GPU(s) [0, 1]
        [51.75s] Request req_002 completed
        Simulation completed at time 51.75s

        """)
  }

  @Test func `every line begins with the prefix`() throws {
    let run = try FinishedRun.small()
    let lines = try run.eventLines().split(separator: "\n").map { "12:00 - \($0)\n" }
    #expect(try run.eventLines(prefix: "12:00 - ") == lines.joined())
  }

  @Test func `the metrics of a small run`() throws {
    let run = try FinishedRun.small()
    let found = MetricsReport(run.metrics, scenario: run.scenario).lines.joined(separator: "\n")
    #expect(
      found == """
        EXECUTION METRICS
        ========================================================================
        Makespan: 51.75 s

        Request completion times (2 of 2 completed):
          mean           48.75 s
          median         48.75 s
          P90            49.55 s
          P95            49.65 s
          P99            49.73 s
          min            47.75 s
          max            49.75 s

        Node waiting times (ready to dispatch):
          mean            2.31 s
          median          1.00 s
          P90             5.68 s
          P95             6.46 s
          P99             7.09 s
          min             0.00 s
          max             7.25 s

        Node response times (ready to end):
          mean           24.38 s
          median         24.88 s
          P90            38.50 s
          P95            38.50 s
          P99            38.50 s
          min             9.25 s
          max            38.50 s

        GPU utilisation (busy share of the makespan):
          GPU 0      96.1 %  busy      49.75 s  of which loading     33.25 s  executions 3  switches 1
          GPU 1      96.1 %  busy      49.75 s  of which loading     33.25 s  executions 3  switches 1

        Model execution counts:
          llm7b    executions      2  initial loads 2  switches in 0 (0.00 s), out 1
          painter  executions      2  initial loads 0  switches in 1 (3.25 s), out 0

        Model switching:
          switches             1
          total switch time    3.25 s
          share of GPU time    6.3 %
          per 100 dispatches   25.00
        """)
  }

  @Test func `stranded nodes end the metrics`() throws {
    let run = try FinishedRun.stranded()
    let lines = MetricsReport(run.metrics, scenario: run.scenario).lines
    let found = lines.drop { !$0.hasPrefix("Stranded") }.joined(separator: "\n")
    #expect(
      found == """
        Stranded nodes: 2, in 2 unfinished requests:
          req_001/paint: model painter needs 2 GPUs in a row, there is 1
          req_002/paint: model painter needs 2 GPUs in a row, there is 1
        """)
    #expect(lines.contains("Request completion times (0 of 2 completed):"))
  }

  @Test func `an empty run has its two ends`() throws {
    var inputs = Inputs.yaml
    inputs.requests = "requests: []"
    let run = FinishedRun(try inputs.load().scenario, Options(gpuCount: 1))
    #expect(try run.eventLines() == "Simulation completed at time 0.00s\n")
    let lines = MetricsReport(run.metrics, scenario: run.scenario).lines
    #expect(lines.contains("Makespan: 0.00 s"))
    #expect(lines.contains("Request completion times (0 of 0 completed):"))
  }

  @Test func `the summary of a small run`() throws {
    let found = try FinishedRun.small().summary.json
    #expect(
      found == """
        {
          "total_requests": 2,
          "completed_requests": 2,
          "total_nodes_executed": 4,
          "stranded_nodes": 0,
          "mode": "online",
          "simulate": false,
          "policy": "baseline",
          "rules": "standard",
          "gpus": [0, 1],
          "makespan": 51.75,
          "total_model_switches": 1,
          "total_switch_time": 3.25,
          "avg_waiting_time": 2.3125,
          "p99_waiting_time": 7.0924999999999985,
          "avg_response_time": 24.375,
          "p99_response_time": 38.5,
          "avg_request_response_time": 48.75,
          "median_request_response_time": 48.75,
          "p99_request_response_time": 49.73
        }
        """)
  }
}
