import Engine
import Foundation
import History
import Testing

@testable import Workload

struct ComparisonTableTests {
  private static let policies = ["baseline", "no-affinity", "strict-fifo", "cost", "collate"]

  /// The table of some policies over requests drawn from seeds.
  private func table(
    seeds: Int, requestCount: Int = 40, policies: [String] = policies, gpuCounts: [Int] = [2, 4],
    configuration: String = Generated.configuration, baseline: String? = nil
  ) throws -> ComparisonTable {
    let folder = try TemporaryFolder()
    let source = try GenerationSource(configuration: folder.write("c.yaml", configuration))
    let generator = try RequestGenerator(
      source, GenerationPlan(requestCount: requestCount, rate: 0.2))
    let scenarios = (0..<seeds).map { generator.scenario(seed: UInt64($0 + 1)) }
    var table = ComparisonTable()
    table.baseline = try baseline.map { try Policy($0) }
    for gpuCount in gpuCounts {
      for policy in policies {
        let options = Options(gpuCount: gpuCount, mode: .online, policy: try Policy(policy))
        let variant = RunVariant(options: options, pcieBandwidth: 16, switchOverhead: 2)
        table.append(
          variant,
          try scenarios.map {
            CellResult(try #require(variant.simulate($0) { true }), table.columns)
          })
      }
    }
    return table
  }

  @Test func `a mark means that every difference, paired by seed, is beyond chance`() throws {
    let table = try table(seeds: 12)
    var (marked, unmarked) = (0, 0)
    let marks = table.marks
    for (place, column) in table.columns.enumerated() {
      for group in [0..<5, 5..<10] {
        let values = group.map { table.values($0, place).compactMap { $0 } }
        let best = group.filter { marks[$0][place] }
        guard let first = best.first else {
          if column.hasBest { unmarked += 1 }
          continue
        }
        #expect(column.hasBest)
        marked += 1
        for rival in group where !best.contains(rival) {
          let differences = zip(values[first - group.lowerBound], values[rival - group.lowerBound])
            .map { column.isHigherBetter ? $0 - $1 : $1 - $0 }
          let interval = try #require(Interval(differences))
          #expect(interval.mean - (try #require(interval.margin)) > 0)
        }
        for other in best {
          #expect(table.values(other, place) == table.values(first, place))
        }
      }
    }
    #expect(marked > 0 && unmarked > 0, "\(table.text())")
  }

  @Test func `differences that may be chance are not marked, though the means differ`() throws {
    // No call can be told from another one: what differs is the order of equals.
    let table = try table(
      seeds: 3, requestCount: 12, policies: ["baseline", "critical-path"], gpuCounts: [2])
    let column = try #require(table.columns.firstIndex(of: .makespan))
    let intervals = try table.rows.indices.map { try #require(table.interval($0, column)) }
    #expect(intervals[0].mean != intervals[1].mean)
    #expect(!table.marks.contains { $0[column] })
  }

  @Test func `rows that are equal share the mark, and without a difference there is none`() throws {
    let equals = ["collate:max_wait=1000000", "collate:max_wait=1000001"]
    for seeds in [1, 5] {
      let marks = try table(seeds: seeds, policies: equals + ["strict-fifo"], gpuCounts: [2]).marks
      #expect(marks[0] == marks[1] && marks[0].contains(true))
      #expect(!zip(marks[0], marks[2]).contains { $0 && $1 })
      #expect(try !table(seeds: seeds, policies: equals).marks.joined().contains(true))
      #expect(try !table(seeds: seeds, policies: ["cost"]).marks.joined().contains(true))
    }
  }

  @Test func `JSON can be read, and every number in it is finite`() throws {
    let table = try table(seeds: 2, policies: ["baseline", "cost:switch=1e9"], gpuCounts: [1, 2])
    let read = try JSONSerialization.jsonObject(with: Data(table.json.utf8))
    let rows = try #require(read as? [[String: Any]])
    #expect(rows.count == 4)
    #expect(rows.map { $0["policy"] as? String }.last == "cost:switch=1000000000")
    for row in rows {
      for (key, value) in row where !["policy", "mode", "pattern"].contains(key) {
        #expect((value as? Double)?.isFinite ?? (value is NSNull), "\(key)")
      }
    }
  }

  @Test(arguments: [40, 80, 100, 1000])
  func `a table that is too wide continues below itself`(width: Int) throws {
    let table = try table(seeds: 3)
    let text = table.text(width: width)
    let blocks = text.split(separator: "\n\n")
    #expect(blocks.count == 1 || width < 1000)
    for block in blocks {
      let lines = block.split(separator: "\n")
      #expect(lines.count == table.rows.count + 1)
      #expect(lines[0].hasPrefix("policy ") && lines[0].contains("GPUs"))
      // At least one column beside the left ones, even if there is no room for it.
      for line in lines { #expect(line.count <= max(width, 45), "\(line)") }
    }
    let titles = blocks.flatMap { $0.prefix { $0 != "\n" }.split(separator: " ") }
    let whole = table.text().prefix { $0 != "\n" }.split(separator: " ")
    #expect(titles.filter { $0 != "policy" && $0 != "GPUs" } == Array(whole.dropFirst(2)))
  }

  @Test func `CSV has as many fields in each line as titles`() throws {
    let csv = try table(seeds: 2, policies: ["cost:wait=1,idle=0"], gpuCounts: [2]).csv
    let lines = csv.split(separator: "\n")
    #expect(
      lines.count == 2 && lines[1].hasPrefix("\"cost:wait=1,idle=0\",2,online,16.0,2.0,"))
    #expect(
      lines[0].split(separator: ",").count
        == lines[1].replacing("wait=1,idle", with: "").split(
          separator: ",", omittingEmptySubsequences: false
        ).count)
  }

  @Test func `differences from the baseline are paired, and starred where 0 is outside`() throws {
    let table = try table(seeds: 8, baseline: "baseline")
    let rows = table.baselineRows
    #expect(rows == [nil, 0, 0, 0, 0, nil, 5, 5, 5, 5])
    let marks = table.marks
    var (marked, unmarked) = (0, 0)
    for row in table.rows.indices {
      for column in table.columns.indices {
        guard let baseline = rows[row] else {
          #expect(!marks[row][column])
          continue
        }
        let pairs = zip(table.values(row, column), table.values(baseline, column))
        let differences = try pairs.map { try #require($0) - #require($1) }
        let interval = try #require(Interval(differences))
        let found = try #require(table.difference(of: row, from: baseline, in: column))
        #expect(found.difference == interval)
        let margin = try #require(interval.margin)
        let isClear = interval.mean - margin > 0 || interval.mean + margin < 0
        #expect(marks[row][column] == isClear)
        if isClear { marked += 1 } else { unmarked += 1 }
      }
    }
    #expect(marked > 0 && unmarked > 0)
    #expect(table.csv.contains("makespan,makespan_margin,makespan_difference,"))
    #expect(table.text().contains("(+") && table.text().contains(", ×"))
  }

  @Test func `without seeds no difference is starred: one run proves nothing`() throws {
    #expect(try !table(seeds: 1, baseline: "baseline").marks.joined().contains(true))
  }

  @Test func `a row for each run has its seed and the run's own numbers`() throws {
    let table = try table(seeds: 3, policies: ["baseline", "cost"], gpuCounts: [2])
    let lines = table.runsCSV.split(separator: "\n").map {
      $0.split(separator: ",", omittingEmptySubsequences: false)
    }
    #expect(lines.count == 7)
    let seed = try #require(lines[0].firstIndex(of: "seed"))
    let makespan = try #require(lines[0].firstIndex(of: "makespan"))
    #expect(lines.dropFirst().map { $0[seed] } == ["1", "2", "3", "1", "2", "3"])
    for (line, run) in zip(lines.dropFirst(), table.rows.flatMap(\.runs)) {
      #expect(try Double(line[makespan]) == #require(run).values[0])
    }
    let read = try JSONSerialization.jsonObject(with: Data(table.runsJSON.utf8))
    #expect(try #require(read as? [[String: Any]]).count == 6)
  }

  @Test func `what is infinite is null in JSON and empty in CSV`() throws {
    let options = Options(gpuCount: 2, policy: .baseline)
    let variant = RunVariant(options: options, pcieBandwidth: 16, switchOverhead: 2)
    for value in [Double.infinity, -.infinity, .nan] {
      var table = ComparisonTable(columns: [.makespan, .switches])
      table.append(
        variant, (0..<2).map { _ in CellResult(values: [value, nil], stranded: 0) })
      #expect(table.json.contains("\"makespan\": null, \"makespan_margin\": null"))
      #expect(table.csv.split(separator: "\n")[1].hasSuffix(",,,,,,"))
      #expect(table.runsJSON.contains("\"makespan\": null, \"switches\": null"))
    }
  }

  @Test func `nodes that never ran are counted in plain English`() throws {
    let notes = try table(seeds: 1, policies: ["cost"], gpuCounts: [1]).notes
    #expect(notes.count == 1)
    #expect(notes.first?.wholeMatch(of: /[0-9]+ nodes never ran under cost with 1 GPU/) != nil)
    #expect(counted(1, "switch", "switches") == "1 switch")
    #expect(counted(0, "switch", "switches") == "0 switches" && counted(2, "GPU") == "2 GPUs")
  }
}
