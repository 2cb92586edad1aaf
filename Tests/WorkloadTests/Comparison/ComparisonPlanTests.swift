import Documents
import Engine
import Foundation
import Testing

@testable import Workload

struct ComparisonPlanTests {
  private func plan(seeds: Int?, policies: [String] = ["baseline", "collate", "cost"]) throws
    -> ComparisonPlan
  {
    var first = RunVariant(
      options: Options(gpuCount: 1), pcieBandwidth: 12.5, switchOverhead: 0.1)
    if seeds != nil { (first.rate, first.pattern) = (1, .poisson) }
    var plan = ComparisonPlan(first, seeds: seeds, drawing: seeds == nil ? "" : "count=40")
    func varied<Value>(_ values: [Value], _ set: (inout RunVariant, Value) -> Void) -> [RunVariant]
    {
      values.map { value in
        var variant = first
        set(&variant, value)
        return variant
      }
    }
    plan.vary(.policy, varied(try policies.map { try Policy($0) }) { $0.options.policy = $1 })
    plan.vary(.gpus, varied([1, 2, 64]) { $0.options.gpuCount = $1 })
    plan.vary(.load, varied([1, 0.1, 1e-6]) { $0.load = $1 })
    plan.vary(.rate, varied([0.3, 1e9]) { $0.rate = $1 })
    return plan
  }

  @Test(arguments: [nil, 1, 7])
  func `each run has a row, a seed and a text of its own`(seeds: Int?) throws {
    let plan = try plan(seeds: seeds)
    #expect(plan.isValid && plan.rowCount == (seeds == nil ? 27 : 54))
    #expect(plan.cellCount == plan.rowCount * (seeds ?? 1))
    var identities: Set<String> = []
    for cell in 0..<plan.cellCount {
      let place = plan.place(of: cell)
      #expect(plan.cell(row: place.row, seed: place.seed) == cell)
      #expect(identities.insert(plan.identity(of: cell)).inserted)
      // Neighbours up to the number of runs of a scenario have the same requests.
      let first = plan.place(of: cell / plan.cellsPerScenario * plan.cellsPerScenario)
      let (own, other) = (plan.variant(ofRow: place.row), plan.variant(ofRow: first.row))
      #expect(place.seed == first.seed)
      #expect((own.load, own.rate) == (other.load, other.rate))
    }
  }

  @Test func `a new policy leaves all other runs where they were`() throws {
    let (few, more) = (
      try plan(seeds: 5), try plan(seeds: 5, policies: ["baseline", "reserve", "collate", "cost"])
    )
    let shard = try #require(Shard(2, of: 5))
    func cells(_ plan: ComparisonPlan) -> Set<String> {
      Set((0..<plan.cellCount).map(plan.identity).filter(shard.contains))
    }
    #expect(cells(few) == cells(more).filter { !$0.contains("reserve") })
    #expect(cells(few) != cells(more))
  }

  @Test func `a plan reads back as it was written`() throws {
    for seeds in [nil, 3] {
      let plan = try plan(seeds: seeds)
      let line = PartText.line(plan)
      let read = try #require(PartText.value(ComparisonPlan.self, of: Array(line.utf8)[...]))
      #expect(PartText.line(read) == line && read.isValid)
      #expect((0..<plan.cellCount).allSatisfy { plan.identity(of: $0) == read.identity(of: $0) })
    }
  }

  @Test(arguments: [
    ("\"gpus\",\"values\":[\"1\",\"2\",\"64\"]", "\"gpus\",\"values\":[\"1\",\"2\",\"9e99\"]"),
    ("\"gpus\",\"values\":[\"1\",\"2\",\"64\"]", "\"gpus\",\"values\":[]"),
    ("\"gpus\",\"values\":[\"1\",\"2\",\"64\"]", "\"gpus\",\"values\":[\"1\",\"1\"]"),
    ("\"gpus\",\"values\":[\"1\",\"2\",\"64\"]", "\"gpus\",\"values\":[\"01\"]"),
    ("\"seeds\":3", "\"seeds\":0"), ("\"seeds\":3", "\"seeds\":-3"),
    ("\"seeds\":3", "\"seeds\":9223372036854775807"), ("\"rules\":\"standard\"", "\"rules\":\"x\""),
    ("\"collate\"", "\"collate:max_wait=nan\""), ("\"load\"", "\"mode\""),
  ])
  func `a plan that nobody makes is not run`(old: String, new: String) throws {
    let line = PartText.line(try plan(seeds: 3))
    #expect(line.contains(old))
    let spoilt = line.replacing(old, with: new, maxReplacements: 1)
    let read = PartText.value(ComparisonPlan.self, of: Array(spoilt.utf8)[...])
    #expect(read?.isValid != true)
  }

  @Test func `a part with bytes changed is merged or refused, and nothing else happens`() throws {
    let folder = try TemporaryFolder()
    let plan = try plan(seeds: 2)
    let inputs = SweepInputs(version: "1", plan: plan, title: "t", digest: "d")
    let shard = try #require(Shard(1, of: 20))
    do {
      let part = try SweepPart(path: "\(folder.path)/p.json", of: shard, inputs)
      for cell in 0..<plan.cellCount where shard.contains(plan.identity(of: cell)) {
        let values = plan.columns.indices.map { Double($0) as Double? }
        try part.append(CellResult(values: values, stranded: 0), of: cell)
      }
    }
    let whole = Array(try folder.text(of: "p.json").utf8)
    var random = SeededGenerator(seed: 7)
    var (merged, refused) = (0, 0)
    for _ in 0..<400 {
      var bytes = whole
      for _ in 0..<Int.random(in: 1...3, using: &random) {
        let place = Int.random(in: 0..<bytes.count, using: &random)
        bytes[place] = Bool.random(using: &random) ? bytes[place] ^ 1 : .random(in: 9...126)
      }
      let file = SourceFile(name: "p.json", bytes: bytes, format: .json)
      do {
        let found = try MergedParts<ComparisonPlan>([file], version: "1", isAllowed: \.isValid)
        let table = found.plan.table(found.results, isPartial: true)
        #expect(!table.csv.isEmpty || table.isEmpty)
        merged += 1
      } catch {
        refused += 1
      }
    }
    #expect(merged > 0 && refused > 0)
  }

  @Test func `rows are those whose runs are all done, or partial ones if wanted`() throws {
    let plan = try plan(seeds: 2)
    var results = [CellResult?](repeating: nil, count: plan.cellCount)
    let values = [Double?](repeating: 1, count: plan.columns.count)
    results[plan.cell(row: 3, seed: 0)] = CellResult(values: values, stranded: 0)
    results[plan.cell(row: 3, seed: 1)] = CellResult(values: values, stranded: 0)
    results[plan.cell(row: 5, seed: 1)] = CellResult(values: values, stranded: 0)
    #expect(plan.table(results).rows.map(\.variant) == [plan.variant(ofRow: 3)])
    #expect(plan.table(results, isPartial: true).rows.map(\.runCount) == [2, 1])
  }
}
