import Engine
import Foundation
import FoundationXML
import History
import TestScenarios
import Testing

@testable import Export

/// Charts and pages are well formed, and show text instead of running it.
@Suite struct PictureTests {
  /// Counts elements, and collects the text.
  private final class Reader: NSObject, XMLParserDelegate {
    var counts: [String: Int] = [:]
    var text = ""

    func parser(
      _ parser: XMLParser, didStartElement name: String, namespaceURI: String?,
      qualifiedName: String?, attributes: [String: String]
    ) {
      counts[name, default: 0] += 1
    }

    func parser(_ parser: XMLParser, foundCharacters string: String) { text += string }
  }

  private func reader(of svg: String) throws -> Reader {
    let parser = XMLParser(data: Data(svg.utf8))
    let reader = Reader()
    parser.delegate = reader
    try #require(parser.parse())
    return reader
  }

  @Test(arguments: seeds.prefix(40))
  func `a chart is XML and has a bar for all that takes time`(seed: UInt64) throws {
    let bench = ExportBench(seed: seed)
    let reader = try reader(of: bench.text(.svg))
    let bars = bench.run.trace.executions.reduce(0) { sum, execution in
      let parts = (execution.switchTime > 0 ? 1 : 0) + (execution.executionTime > 0 ? 1 : 0)
      return sum + parts * execution.gpus.count
    }
    let groups = bench.run.trace.executions.reduce(0) { sum, execution in
      sum + (execution.switchTime + execution.executionTime > 0 ? execution.gpus.count : 0)
    }
    #expect(reader.counts["g", default: 0] == groups)
    #expect(reader.counts["rect", default: 0] >= bars)
    #expect(reader.text.contains("GPU 0"))
  }

  @Test(arguments: ["</title><script>alert(1)</script>", "\"&'", "\u{1B}[31m", "</script>", "]]>"])
  func `names are shown, not run`(name: String) throws {
    let bench = ExportBench(
      Run(scenario: hostileScenario(name), options: Options(gpuCount: 1)).finished())
    let svg = try bench.text(.svg)
    let reader = try reader(of: svg)
    #expect(reader.counts["script"] == nil)
    #expect(!svg.unicodeScalars.contains { $0.value < 32 && $0 != "\n" })
    let page = try bench.text(.html)
    #expect(page.components(separatedBy: "<script").count == 3)
    #expect(page.components(separatedBy: "</script>").count == 3)
    #expect(!page.unicodeScalars.contains { $0.value < 32 && $0 != "\n" })
  }

  @Test(arguments: [16, 512])
  func `a page of 100,000 executions stays below 5 MB`(gpuCount: Int) throws {
    let models = (0..<4).map { Model(id: "m\($0)", memoryGB: 8, loadTimeSeconds: 1) }
    let workflows = (0..<4).map {
      Workflow(id: "w\($0)", nodes: [WorkflowNode(id: "n", model: ModelID($0))], edges: [])
    }
    var requests = RequestTable()
    for index in 0..<100_000 {
      requests.append(
        id: "r\(index)", workflow: WorkflowID(index * 7 % 4),
        timestampMicroseconds: Int64(index) * 20_000,
        estimates: [Estimate(seconds: 0.1 + Double(index % 13) / 10, source: .request)])
    }
    let scenario = Scenario(
      hardware: Hardware(pcieBandwidthGBPerSecond: 20, switchOverheadSeconds: 0.2),
      models: models, workflows: workflows, requests: requests)
    let bench = ExportBench(
      Run(scenario: scenario, options: Options(gpuCount: gpuCount, mode: .online)).finished())
    #expect(try bench.text(.html).utf8.count < 5_000_000)
  }

  @Test func `a part of the run shows that part`() throws {
    let bench = ExportBench(seed: 5)
    var options = ExportOptions()
    (options.from, options.to) = (0, bench.run.metrics.makespan / 4)
    let whole = try reader(of: bench.text(.svg))
    let part = try reader(of: bench.text(.svg, options))
    #expect(part.counts["g", default: 0] < whole.counts["g", default: 0])
  }

  @Test func `colours of text on bars can be read`() {
    #expect(readable(on: "#FFFFFF") == "#000000")
    #expect(readable(on: "#000000") == "#FFFFFF")
    #expect(readable(on: "#3A6FB7") == "#FFFFFF")
    #expect(readable(on: "#E3A130") == "#000000")
  }
}
