import Engine
import Foundation
import History
import TestScenarios
import Testing

@testable import Export

/// The trace for Perfetto says what the run was.
@Suite struct ChromeTraceTests {
  private struct TraceEvent: Decodable {
    struct ID: Decodable { let local: String }
    struct Arguments: Decodable {
      var request: String?
      var evicted: String?
      var why: String?
    }
    let ph: String
    let name: String
    var cat: String?
    let pid: Int
    let tid: Int
    var ts: Int?
    var dur: Int?
    var id: String?
    var id2: ID?
    var args: Arguments?
  }
  private struct Document: Decodable { let traceEvents: [TraceEvent] }

  private func events(_ bench: ExportBench) throws -> [TraceEvent] {
    try JSONDecoder().decode(Document.self, from: Data(try bench.text(.chrome).utf8)).traceEvents
  }

  @Test(arguments: seeds.prefix(80))
  func `slices are the busy seconds of each GPU and do not overlap`(seed: UInt64) throws {
    let bench = ExportBench(seed: seed)
    let slices = try events(bench).filter { $0.ph == "X" }
    for (gpu, busy) in bench.busySeconds.enumerated() {
      let lane = slices.filter { $0.tid == gpu + 1 }
      let sum = lane.reduce(0) { $0 + ($1.dur ?? 0) }
      #expect(abs(Double(sum) / 1e6 - busy) <= 2e-6 * Double(lane.count + 1))
      for (one, next) in zip(lane, lane.dropFirst()) {
        #expect((one.ts ?? 0) + (one.dur ?? 0) <= next.ts ?? 0)
      }
    }
    let switches = slices.filter { $0.cat == "switch" && $0.args?.evicted != nil }
    let onAllGPUs = bench.run.trace.executions.filter { $0.isSwitch && $0.switchTime > 0 }
      .reduce(0) { $0 + $1.gpus.count }
    #expect(switches.count == onAllGPUs)
  }

  @Test(arguments: seeds.prefix(80))
  func `slices of requests are their latencies, and slices of one id lie within each other`(
    seed: UInt64
  ) throws {
    let bench = ExportBench(seed: seed)
    let events = try events(bench).filter { $0.ph == "b" || $0.ph == "e" }
    var open: [String: [TraceEvent]] = [:]
    var latencies: [String: Double] = [:]
    for (place, event) in events.enumerated()
      .sorted(by: { ($0.element.ts ?? 0, $0.offset) < ($1.element.ts ?? 0, $1.offset) })
    {
      _ = place
      let id = try #require(event.id2?.local)
      guard event.ph == "e" else {
        open[id, default: []].append(event)
        continue
      }
      let begin = try #require(open[id]?.last { $0.name == event.name && $0.cat == event.cat })
      open[id]?.removeAll { $0.name == event.name && $0.cat == event.cat }
      if event.cat == "request" {
        latencies[event.name] = Double((event.ts ?? 0) - (begin.ts ?? 0)) / 1e6
      }
    }
    for (request, latency) in bench.latencies {
      #expect(abs((latencies[request] ?? -1) - latency) <= 2e-6, "\(request)")
    }
  }

  @Test func `each arrow has two ends`() throws {
    let events = try events(ExportBench(seed: 7)).filter { $0.ph == "s" || $0.ph == "f" }
    let ids = Dictionary(grouping: events) { $0.id ?? "" }
    #expect(ids.values.allSatisfy { Set($0.map(\.ph)) == ["s", "f"] && $0.count == 2 })
  }

  @Test func `the reason of each dispatch is told`() throws {
    let slices = try events(ExportBench(seed: 3)).filter { $0.ph == "X" }
    #expect(!slices.isEmpty && slices.allSatisfy { $0.args?.why?.hasPrefix("GPU") ?? false })
  }
}
