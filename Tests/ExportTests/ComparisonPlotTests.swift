import Documents
import Engine
import Foundation
import FoundationXML
import Testing
import Workload

@testable import Export

/// Plots of comparisons.
struct ComparisonPlotTests {
  /// Collects the text of a picture, and counts its elements.
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

  private func reader(_ table: ComparisonTable) throws -> Reader {
    let url = FileManager.default.temporaryDirectory.appending(
      path: "plot-\(UUID().uuidString).svg")
    defer { try? FileManager.default.removeItem(at: url) }
    try WholeFiles.write(toPath: url.path) { (stream) throws(WriteFailure) in
      try table.writePlot(title: "a & b", to: &stream)
    }
    let parser = XMLParser(data: try Data(contentsOf: url))
    let reader = Reader()
    parser.delegate = reader
    try #require(parser.parse())
    return reader
  }

  /// A table with made-up values, one of them missing and one infinite.
  private func table(gpuCounts: [Int], seeds: Int) throws -> ComparisonTable {
    var table = ComparisonTable()
    for gpuCount in gpuCounts {
      for (place, policy) in ["baseline", "cost", "collate"].enumerated() {
        let variant = RunVariant(
          options: Options(gpuCount: gpuCount, policy: try Policy(policy)), pcieBandwidth: 16,
          switchOverhead: 2)
        table.append(
          variant,
          (0..<seeds).map { seed in
            let value = Double((place + 2) * (seed + 3)) / Double(gpuCount)
            var values = [Double?](repeating: value, count: ComparisonColumn.standard.count)
            if place == 1 { values[1] = nil }
            if place == 2 { values[2] = .infinity }
            return CellResult(values: values, stranded: 0)
          })
      }
    }
    return table
  }

  @Test(arguments: [1, 5])
  func `over the number of GPUs each policy is a line with its name and each axis has a unit`(
    seeds: Int
  ) throws {
    let reader = try reader(table(gpuCounts: [2, 4, 8, 64], seeds: seeds))
    for text in ["baseline", "cost", "collate", "GPUs", "mean latency, s", "makespan, s", "a & b"] {
      #expect(reader.text.contains(text), "\(text)")
    }
    #expect(reader.text.contains("95 % intervals") == (seeds > 1))
    #expect(!reader.text.contains("nan") && !reader.text.contains("inf"))
    #expect(reader.counts["g"] == ComparisonColumn.standard.count)
    // A point for each value, and three in the legend.
    let points = 10 * 12 - 2 * 4 + 3
    #expect(reader.counts["path", default: 0] > points)
  }

  @Test(arguments: [1, 5])
  func `with one machine each policy is a bar`(seeds: Int) throws {
    let reader = try reader(table(gpuCounts: [4], seeds: seeds))
    // The background, and a bar for each value.
    #expect(reader.counts["rect"] == 1 + 10 * 3 - 2)
    #expect(reader.text.contains("makespan, s") && reader.text.contains("collate"))
  }
}
