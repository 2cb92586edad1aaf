@testable import History
import TestScenarios
import Testing

@testable import Engine

struct DispatchTreeTests {
  @Test(arguments: [1, 5, 63, 64, 65, 300, 4096, 4200])
  func `who waits is found as by a scan`(count: Int) {
    var random = SeededGenerator(seed: UInt64(count))
    var tree = DispatchTree()
    var dispatches: [Int?] = []
    var executions = 0
    while dispatches.count < count {
      for _ in 0..<random.int(1...max(1, count / 8)) where dispatches.count < count {
        tree.append()
        dispatches.append(nil)
      }
      for index in dispatches.indices where dispatches[index] == nil && random.chance(60) {
        tree.dispatch(index, as: executions)
        dispatches[index] = executions
        executions += 1
      }
      for _ in 0..<20 { agree(tree, dispatches, executions, &random) }
    }
    #expect(tree.count == count)
    for index in dispatches.indices { #expect(tree.execution(of: index) == dispatches[index]) }
  }

  private func agree(
    _ tree: DispatchTree, _ dispatches: [Int?], _ executions: Int,
    _ random: inout SeededGenerator
  ) {
    let start = random.int(0...dispatches.count)
    let end = random.int(0...dispatches.count)
    let after = random.int(0...executions)
    let expected = (start..<max(start, end)).first { dispatches[$0].map { $0 >= after } ?? true }
    #expect(tree.firstWaiting(from: start, to: end, afterExecutions: after) == expected)
  }

  @Test func `nobody waits in an empty tree`() {
    #expect(DispatchTree().firstWaiting(from: 0, to: 0, afterExecutions: 0) == nil)
  }
}

struct LargestTests {
  @Test(arguments: [1, 2, 50, 64, 65, 300, 4096, 4200], [3, 1_000_000])
  func `the largest of a prefix are those of its sorted copy`(count: Int, bound: Int) {
    var random = SeededGenerator(seed: UInt64(count + bound))
    var statistics = PrefixOrderStatistics()
    let values = (0..<count).map { _ in Double(random.int(0...bound)) }
    for value in values { statistics.append(value) }
    for _ in 0..<20 {
      let (prefix, length) = (random.int(0...count), random.int(0...70))
      let sorted = values.indices.prefix(prefix).sorted {
        (values[$1], $0) < (values[$0], $1)
      }
      #expect(statistics.largest(length, ofFirst: prefix) == Array(sorted.prefix(length)))
    }
  }
}

struct PrefixOrderStatisticsTests {
  /// Past 256, 2,048 and 16,384 values, where the sorted blocks begin.
  private static let counts = [
    0, 1, 2, 3, 100, 255, 256, 257, 511, 512, 600, 2047, 2048, 2049, 2305, 4096, 5000, 16383,
    16384, 16385, 16641, 17000,
  ]

  @Test(arguments: [true, false])
  func `a prefix is summed up as its sorted copy is`(hasTies: Bool) {
    var random = SeededGenerator(seed: hasTies ? 1 : 2)
    var statistics = PrefixOrderStatistics()
    let values = (0..<17000).map { _ in
      hasTies ? Double(random.int(0...50)) : Double.random(in: 0...1e4, using: &random)
    }
    for value in values { statistics.append(value) }
    for count in Self.counts {
      let prefix = Array(values[..<count])
      #expect(statistics.distribution(ofFirst: count) == Distribution(prefix), "\(count) values")
      let bounds = [0, 0.5, 25, 50, 5000, 1e5]
      #expect(
        statistics.counts(ofFirst: count, below: bounds)
          == bounds.map { bound in prefix.count { $0 < bound } }, "\(count) values")
    }
  }

  @Test func `appending later values leaves earlier prefixes as they were`() {
    var random = SeededGenerator(seed: 9)
    var statistics = PrefixOrderStatistics()
    var expected: [Distribution?] = [nil]
    for count in 1...600 {
      statistics.append(Double(random.int(0...1000)))
      expected.append(statistics.distribution(ofFirst: count))
    }
    for count in 0...600 { #expect(statistics.distribution(ofFirst: count) == expected[count]) }
  }

  @Test func `zeros and large values are ranked too`() {
    var statistics = PrefixOrderStatistics()
    for value in [0, 1e300, 0, .leastNonzeroMagnitude] { statistics.append(value) }
    let found = statistics.distribution(ofFirst: 4)
    #expect(found?.min == 0 && found?.max == 1e300)
  }
}

struct DistributionTests {
  /// numpy.percentile([15, 20, 35, 40, 50], [0, 50, 90, 95, 99, 100]).
  @Test func `percentiles are numpy's`() throws {
    let found = try #require(Distribution([50, 15, 40, 20, 35]))
    #expect(found.count == 5 && found.mean == 32)
    #expect(found.min == 15 && found.median == 35 && found.max == 50)
    #expect(abs(found.p90 - 46) < 1e-12)
    #expect(abs(found.p95 - 48) < 1e-12)
    #expect(abs(found.p99 - 49.6) < 1e-12)
  }

  /// numpy interpolates from the nearer end: [5.9, 26.040000000000003, …] to the last bit.
  @Test func `percentiles are numpy's to the last bit`() throws {
    let found = try #require(Distribution([1.3, 2.7, 9.1, 33.3]))
    #expect(found.median == 5.9 && found.p90 == 26.040000000000003)
    #expect(found.p95 == 29.669999999999987 && found.p99 == 32.57399999999999)
  }

  /// numpy.percentile(range(1, 101), …): 50.5, 90.1, 95.05, 99.01.
  @Test func `percentiles lie between order statistics`() throws {
    let found = try #require(Distribution((1...100).map(Double.init)))
    #expect(found.median == 50.5)
    #expect(abs(found.p90 - 90.1) < 1e-12)
    #expect(abs(found.p95 - 95.05) < 1e-12)
    #expect(abs(found.p99 - 99.01) < 1e-12)
  }

  @Test func `one value is all percentiles, and none has no distribution`() throws {
    let found = try #require(Distribution([7]))
    #expect(
      [found.min, found.median, found.p90, found.p99, found.max, found.mean] == [7, 7, 7, 7, 7, 7])
    #expect(Distribution([]) == nil)
  }
}

struct WorkSumsTests {
  @Test(arguments: UInt64(0)..<20)
  func `the sums before any entry are those of the entries before it`(seed: UInt64) {
    var random = SeededGenerator(seed: seed)
    let models = random.int(1...40)
    var lane = GPUHistory(modelCount: models)
    var time = 0.0
    for index in 0..<random.int(1...400) {
      let switching = Switch(
        seconds: Double(random.int(0...3)), replaced: random.chance(50) ? .empty : .nothing)
      let execution = Execution(
        readied: 0, gpus: 0..<1, now: time, switching: switching,
        executionTime: Double(random.int(0...5)))
      lane.append(index, execution, model: ModelID(random.int(0...models - 1)))
      time = execution.end + Double(random.int(0...2))
    }
    var cursor = WorkCursor(modelCount: models)
    for _ in 0..<100 {
      let place = random.int(0...lane.entries.count - 1)
      // A step on, or a leap.
      for place in place..<min(place + 3, lane.entries.count) where lane.entries.count > 1 {
        cursor.move(before: place, of: lane)
        var expected = [Double](repeating: 0, count: 2 * models)
        for entry in lane.entries[..<place] {
          expected[entry.model.index] += entry.end - entry.start
          expected[models + entry.model.index] += entry.start - entry.begin
        }
        #expect(cursor.sums == expected)
      }
    }
  }

  @Test(arguments: UInt64(0)..<20)
  func `the first entry beginning at a time is found as by a scan`(seed: UInt64) {
    var random = SeededGenerator(seed: seed)
    var lane = GPUHistory(modelCount: 1)
    var time = 0.0
    for index in 0..<random.int(0...300) {
      let execution = Execution(
        readied: 0, gpus: 0..<1, now: time, switching: Switch(seconds: 0, replaced: .nothing),
        executionTime: Double(random.int(0...2)))
      lane.append(index, execution, model: ModelID(0))
      time = execution.end
    }
    for _ in 0..<200 {
      let low = random.int(0...lane.entries.count)
      let high = random.int(low...lane.entries.count)
      let time = Double(random.int(-1...310))
      let expected = (low..<high).first { lane.entries[$0].begin >= time } ?? high
      #expect(lane.firstEntry(beginningAt: time, from: low, to: high) == expected)
    }
  }
}
