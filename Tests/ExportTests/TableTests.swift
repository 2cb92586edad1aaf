import Engine
import Foundation
import History
import TestScenarios
import Testing

@testable import Export

/// Tables and lines hold the numbers of the run, to the last bit.
@Suite struct TableTests {
  @Test(arguments: seeds.prefix(100))
  func `sums of the tables are those of the run`(seed: UInt64) throws {
    let bench = ExportBench(seed: seed)
    let tables = try bench.texts(.csv)
    let executions = rows(tables["executions.csv"] ?? "")
    var busy = [Double](repeating: 0, count: bench.run.options.gpuCount)
    for row in executions {
      let first = try #require(Int(row["gpu"] ?? ""))
      let count = try #require(Int(row["gpu_count"] ?? ""))
      let seconds =
        (Double(row["preparation_seconds"] ?? "") ?? .nan)
        + (Double(row["execution_seconds"] ?? "") ?? .nan)
      for gpu in first..<first + count { busy[gpu] += seconds }
    }
    #expect(busy == bench.busySeconds)
    #expect(executions.count { $0["preparation"] == "switch" } == bench.run.metrics.switchCount)
    #expect(
      rows(tables["switches.csv"] ?? "").reduce(0) {
        $0 + (Double($1["seconds"] ?? "") ?? 0)
      }
        == bench.run.metrics.totalSwitchTime)
    let latencies = rows(tables["requests.csv"] ?? "").compactMap { row in
      Double(row["latency"] ?? "").map { (row["request"] ?? "", $0) }
    }
    #expect(Dictionary(uniqueKeysWithValues: latencies) == bench.latencies)
  }

  @Test(arguments: seeds.prefix(60))
  func `the load over time adds up to the busy seconds`(seed: UInt64) throws {
    let bench = ExportBench(seed: seed)
    let rows = rows(try bench.texts(.csv)["queue.csv"] ?? "")
    var sum = 0.0
    for (row, next) in zip(rows, rows.dropFirst()) {
      let busy = (Double(row["computing"] ?? "") ?? 0) + (Double(row["switching"] ?? "") ?? 0)
      sum += busy * ((Double(next["time"] ?? "") ?? 0) - (Double(row["time"] ?? "") ?? 0))
      #expect(Int(row["idle"] ?? "") ?? -1 >= 0)
    }
    #expect(abs(sum - bench.busySeconds.reduce(0, +)) < 1e-6)
    if let last = rows.last, bench.run.metrics.stranded.isEmpty {
      #expect(last["ready"] == "0" && last["computing"] == "0" && last["switching"] == "0")
    }
  }

  @Test(arguments: seeds.prefix(60))
  func `lines of requests split their latencies`(seed: UInt64) throws {
    struct Line: Decodable {
      let request: String
      let latency: Double?
      let waiting: Double?
      let switching: Double?
      let computing: Double?
    }
    let bench = ExportBench(seed: seed)
    let lines = try bench.text(.jsonl).split(separator: "\n").map {
      try JSONDecoder().decode(Line.self, from: Data($0.utf8))
    }
    #expect(lines.count == bench.run.scenario.requests.count)
    for line in lines {
      #expect(line.latency == bench.latencies[line.request])
      guard let latency = line.latency else { continue }
      let parts = (line.waiting ?? 0) + (line.switching ?? 0) + (line.computing ?? 0)
      #expect(abs(parts - latency) < 1e-9)
    }
  }

  @Test(arguments: seeds.prefix(60))
  func `jobs have the makespan and the mean waiting time of the run`(seed: UInt64) throws {
    let bench = ExportBench(seed: seed)
    let jobs = rows(try bench.text(.evalys))
    #expect(
      (jobs.compactMap { Double($0["finish_time"] ?? "") }.max() ?? 0) == bench.run.metrics.makespan
    )
    let waiting = jobs.compactMap { Double($0["waiting_time"] ?? "") }
    if let mean = bench.run.metrics.waiting?.mean {
      #expect(abs(waiting.reduce(0, +) / Double(waiting.count) - mean) < 1e-9)
    }
    var options = ExportOptions()
    options.listsSwitches = true
    let all = rows(try bench.text(.evalys, options))
    let prepared = bench.run.trace.executions.count { $0.switchTime > 0 }
    #expect(all.count == jobs.count + prepared)
  }

  @Test(arguments: ["=1+1", "+a", "-a", "@a", "a,b", "a\"b", "a\nb", "a\tb"])
  func `no name breaks a table or is calculated`(name: String) throws {
    let bench = ExportBench(
      Run(scenario: hostileScenario(name), options: Options(gpuCount: 1)).finished())
    let tables = try bench.texts(.csv)
    for (file, text) in tables where file.hasSuffix(".csv") {
      let records = records(text)
      #expect(records.allSatisfy { $0.count == records[0].count }, "\(file)")
      #expect(records.joined().allSatisfy { !"=+-@".contains($0.first ?? " ") }, "\(file)")
    }
    let row = try #require(rows(tables["requests.csv"] ?? "").first)
    #expect(row["request"]?.drop { $0 == "'" } == name[...])
  }
}
