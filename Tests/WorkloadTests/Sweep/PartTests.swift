import Documents
import Foundation
import Testing

@testable import Workload

/// A sweep of cells with given names.
private struct NamedCells: Sweep {
  static let command = "test"
  var names: [String]
  var valueNames = ["one", "two"]

  var cellCount: Int { names.count }
  func identity(of cell: Int) -> String { names[cell] }

  /// The result of a cell, with all kinds of numbers among the values.
  func result(_ cell: Int) -> CellResult {
    let odd: [Double?] = [
      nil, 0.1, .infinity, -0.0, 1e308, .leastNonzeroMagnitude, -.infinity, 1 / 3,
    ]
    return CellResult(values: [Double(cell), odd[cell % odd.count]], stranded: cell % 3)
  }
}

struct PartTests {
  private let folder: TemporaryFolder
  private let plan = NamedCells(names: (0..<40).map { "policy=\"ü/\($0)\" gpus=\($0 * 7)" })

  init() throws { folder = try TemporaryFolder() }

  private func path(_ name: String) -> String { "\(folder.path)/\(name)" }

  private func inputs(
    _ plan: NamedCells, version: String = "1", title: String = "t"
  ) -> SweepInputs<NamedCells> {
    SweepInputs(version: version, plan: plan, title: title, digest: "d\(plan.names.count)")
  }

  /// Runs the cells of a shard that its part does not have.
  @discardableResult
  private func run(_ shard: Shard, to name: String, limit: Int = .max) throws -> Int {
    let part = try SweepPart(path: path(name), of: shard, inputs(plan))
    let open = (0..<plan.cellCount).filter {
      part.known[$0] == nil && shard.contains(plan.identity(of: $0))
    }
    for cell in open.prefix(limit) { try part.append(plan.result(cell), of: cell) }
    return open.count
  }

  private func merge(_ names: [String]) throws -> MergedParts<NamedCells> {
    let files = try names.map { try SourceFile(path: path($0), assuming: .json) }
    return try MergedParts(files, version: "1") { _ in true }
  }

  @Test(arguments: [1, 2, 3, 5, 8, 40, 200])
  func `the parts have all cells, whatever their number and order`(count: Int) throws {
    let names = try (1...count).map { number in
      try run(try #require(Shard(number, of: count)), to: "\(number).json")
      return "\(number).json"
    }
    for order in [names, names.reversed(), names.shuffled()] {
      let merged = try merge(order)
      #expect(merged.results == (0..<40).map(plan.result))
      #expect(merged.missing.isEmpty && merged.doubled.isEmpty && merged.differing.isEmpty)
      #expect(merged.plan.names == plan.names && merged.title == "t")
    }
  }

  @Test func `a new cell leaves the others in their shards, which are about as large`() throws {
    var sizes: [Int] = []
    for number in 1...8 {
      let shard = try #require(Shard(number, of: 8))
      let cells = (0..<8000).filter { shard.contains("policy=a gpus=\($0)") }
      sizes.append(cells.count)
    }
    #expect(sizes.reduce(0, +) == 8000)
    #expect(sizes.allSatisfy { 850...1150 ~= $0 }, "\(sizes)")
    // What a cell is dealt to is part of the format: parts of two machines have to agree.
    #expect((1...16).first { Shard($0, of: 16)?.contains("policy=baseline gpus=4") == true } == 3)
  }

  @Test func `a part that is cut at any byte is gone on with, and ends the same`() throws {
    let shard = try #require(Shard(1, of: 4))
    try run(shard, to: "whole.json")
    let whole = try Data(contentsOf: URL(filePath: path("whole.json")))
    for length in 0...whole.count {
      try whole.prefix(length).write(to: URL(filePath: path("cut.json")))
      let lines = whole.prefix(length).filter { $0 == 10 }.count
      let total = whole.filter { $0 == 10 }.count
      #expect(try run(shard, to: "cut.json") == total - max(1, lines))
      #expect(try Data(contentsOf: URL(filePath: path("cut.json"))) == whole, "cut at \(length)")
    }
  }

  @Test func `a part of another shard, sweep or version is refused and left as it is`() throws {
    let shard = try #require(Shard(1, of: 2))
    try run(shard, to: "p.json", limit: 3)
    let before = try Data(contentsOf: URL(filePath: path("p.json")))
    let other = NamedCells(names: plan.names + ["more"])
    let attempts: [(Shard, SweepInputs<NamedCells>, String)] = [
      (try #require(Shard(2, of: 2)), inputs(plan), "is shard 1/2, not 2/2"),
      (try #require(Shard(1, of: 3)), inputs(plan), "is shard 1/2, not 1/3"),
      (shard, inputs(other), "was made from other inputs or options"),
      (shard, inputs(plan, version: "2"), "was made by version 1, not 2"),
    ]
    for (shard, inputs, sentence) in attempts {
      let failure = #expect(throws: PartFailure.self) {
        _ = try SweepPart(path: path("p.json"), of: shard, inputs)
      }
      #expect(failure?.sentence.contains(sentence) == true, "\(String(describing: failure))")
    }
    #expect(try Data(contentsOf: URL(filePath: path("p.json"))) == before)
  }

  @Test(arguments: ["hello\n", "hello", "{\"a\": 1}\n", "{\"a\": 1", "\n", "[]\n", "\u{0}\n"])
  func `a file that is no part is left as it is`(text: String) throws {
    try text.write(toFile: path("mine.json"), atomically: false, encoding: .utf8)
    let failure = #expect(throws: PartFailure.self) { try run(.whole, to: "mine.json") }
    #expect(failure?.sentence.contains("is no part of a sweep") == true)
    #expect(try String(contentsOfFile: path("mine.json"), encoding: .utf8) == text)
  }

  @Test(arguments: [
    "x", "{}", "{\"cell\":\"nobody\",\"values\":[1,2],\"stranded\":0}",
    "{\"cell\":\"policy=\\\"ü/1\\\" gpus=7\",\"values\":[1],\"stranded\":0}", "",
  ])
  func `a damaged line is named, and nothing is appended after it`(line: String) throws {
    try run(.whole, to: "p.json", limit: 2)
    let text = try String(contentsOfFile: path("p.json"), encoding: .utf8) + line + "\n"
    try text.write(toFile: path("p.json"), atomically: false, encoding: .utf8)
    for attempt in [{ _ = try run(.whole, to: "p.json") }, { _ = try merge(["p.json"]) }] {
      let failure = #expect(throws: PartFailure.self) { try attempt() }
      #expect(failure?.sentence.contains("p.json:4: is no cell") == true)
    }
    #expect(try String(contentsOfFile: path("p.json"), encoding: .utf8) == text)
  }

  @Test func `two processes do not write to one part`() throws {
    let part = try SweepPart(path: path("p.json"), of: .whole, inputs(plan))
    let failure = #expect(throws: PartFailure.self) { try run(.whole, to: "p.json") }
    #expect(failure?.sentence.hasSuffix("another run is writing to it") == true)
    try part.append(plan.result(0), of: 0)
  }

  @Test func `a device is no place for a part`() throws {
    let failure = #expect(throws: PartFailure.self) {
      _ = try SweepPart(path: "/dev/null", of: .whole, inputs(plan))
    }
    #expect(failure?.sentence == "cannot write /dev/null: it is no regular file")
  }

  @Test func `missing, doubled and differing cells are told apart`() throws {
    try run(.whole, to: "a.json", limit: 5)
    try run(try #require(Shard(1, of: 2)), to: "b.json")
    let merged = try merge(["a.json", "b.json"])
    let first = (0..<40).filter { Shard(1, of: 2)?.contains(plan.identity(of: $0)) == true }
    #expect(merged.doubled == first.filter { $0 < 5 } && merged.differing.isEmpty)
    #expect(merged.missing == (5..<40).filter { !first.contains($0) })
    let part = try SweepPart(path: path("c.json"), of: .whole, inputs(plan))
    try part.append(CellResult(values: [7, 7], stranded: 0), of: 0)
    #expect(try merge(["a.json", "c.json"]).differing == [0])
  }

  @Test func `parts of two sweeps are not merged`() throws {
    try run(.whole, to: "a.json")
    let other = NamedCells(names: plan.names + ["more"])
    _ = try SweepPart(path: path("b.json"), of: .whole, inputs(other))
    let failure = #expect(throws: PartFailure.self) { try merge(["a.json", "b.json"]) }
    #expect(
      failure?.sentence.contains("b.json: was made from other inputs or options than") == true)
  }
}
