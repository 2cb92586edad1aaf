import Engine
import Foundation
import History
import Testing

@testable import Export

/// Trace events say the same as the summary, to the microsecond.
struct ChromeTraceTests {
  private func events(_ run: MeasuredRun) throws -> [[String: Any]] {
    let root = try JSONSerialization.jsonObject(with: run.exported(.chrome)) as? [String: Any]
    return try #require(root?["traceEvents"] as? [[String: Any]])
  }

  private func number(_ event: [String: Any], _ key: String) throws -> Int {
    try #require(event[key] as? Int)
  }

  @Test(arguments: samples)
  func `slices of a GPU do not overlap and add up to its busy time`(
    sample: String, gpus: Int
  ) throws {
    let run = try MeasuredRun(sample: sample, gpus: gpus)
    let slices = try events(run).filter { $0["ph"] as? String == "X" }
    var (busy, switches) = ([Int](repeating: 0, count: gpus), 0)
    var ranges = [[Range<Int>]](repeating: [], count: gpus)
    for slice in slices {
      let gpu = try number(slice, "tid") - 1
      let (start, length) = (try number(slice, "ts"), try number(slice, "dur"))
      busy[gpu] += length
      ranges[gpu].append(start..<start + length)
      if slice["cat"] as? String == "switch" { switches += 1 }
    }
    for gpu in 0..<gpus {
      let slack = 2e-6 * Double(ranges[gpu].count + 1)
      #expect(abs(Double(busy[gpu]) / 1e6 - run.metrics.gpus[gpu].busyTime) < slack)
      let sorted = ranges[gpu].sorted {
        ($0.lowerBound, $0.upperBound) < ($1.lowerBound, $1.upperBound)
      }
      for (one, next) in zip(sorted, sorted.dropFirst()) {
        #expect(one.upperBound <= next.lowerBound)
      }
    }
    let expected = run.history.trace.executions.reduce(0) {
      $0 + ($1.isSwitch && $1.switchTime > 0 ? $1.gpus.count : 0)
    }
    #expect(switches == expected)
  }

  @Test(arguments: samples)
  func `requests begin and end as their latencies say, nodes inside them`(
    sample: String, gpus: Int
  ) throws {
    let run = try MeasuredRun(sample: sample, gpus: gpus)
    var open: [Int: [(name: String, time: Int)]] = [:]
    var latencies: [Double] = []
    for event in try events(run) where event["cat"] as? String == "request" {
      let id = try number(event, "id")
      let name = try #require(event["name"] as? String)
      let time = try number(event, "ts")
      if event["ph"] as? String == "b" {
        open[id, default: []].append((name, time))
      } else {
        let last = open[id]?.popLast()
        let begin = try #require(last)
        #expect(begin.name == name)
        #expect(begin.time <= time)
        if open[id]?.isEmpty == true { latencies.append(Double(time - begin.time) / 1e6) }
      }
    }
    let unfinished = open.filter { !$1.isEmpty }.count
    #expect(unfinished == 0)
    let expected = run.metrics.completed.map(\.latency).sorted()
    #expect(latencies.count == expected.count)
    for (one, other) in zip(latencies.sorted(), expected) { #expect(abs(one - other) < 2e-6) }
  }

  @Test func `an arrow leads along each edge, from the slice before to the one after`() throws {
    let run = try MeasuredRun(sample: "tour", gpus: 5)
    let events = try events(run)
    let (starts, ends) = (
      events.filter { $0["ph"] as? String == "s" }, events.filter { $0["ph"] as? String == "f" }
    )
    let scenario = run.history.scenario
    let edges = scenario.requests.indices.reduce(0) { sum, request in
      let workflow = scenario.workflows[scenario.requests.workflow(of: request).index]
      return sum + workflow.dependencies.map(\.count).reduce(0, +)
    }
    #expect((starts.count, ends.count) == (edges, edges))
    let times = Dictionary(
      uniqueKeysWithValues: try starts.map { (try number($0, "id"), try number($0, "ts")) })
    for end in ends {
      let (id, time) = (try number(end, "id"), try number(end, "ts"))
      let start = try #require(times[id])
      #expect(start <= time)
    }
  }
}
