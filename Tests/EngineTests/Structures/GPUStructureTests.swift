@testable import History
import TestScenarios
import Testing

@testable import Engine

struct FreeWindowsTests {
  private static let sizes = [2, 3, 7, 64, 65, 130]

  @Test(arguments: [1, 3, 63, 64, 65, 200, 4096, 4097, 9000])
  func `windows are those that a search through the GPUs finds`(gpuCount: Int) {
    var random = SeededGenerator(seed: UInt64(gpuCount))
    let windows = FreeWindows(sizes: Self.sizes, gpuCount: gpuCount)
    let layout = GPUSetLayout(count: windows.sizes.count, capacity: gpuCount)
    var words = layout.empty
    var bits = words.mutableSpan
    windows.free(0..<gpuCount, in: layout, &bits)
    var flags = [Bool](repeating: true, count: gpuCount)
    agree(windows, layout, bits.span, flags)
    for _ in 0..<(gpuCount > 1000 ? 20 : 120) {
      for _ in 0..<random.int(1...max(1, gpuCount / 3)) {
        let first = random.int(0...gpuCount - 1)
        // A group is free, or busy, as a whole.
        let end = min(gpuCount, first + random.int(1...(random.chance(10) ? 140 : 4)))
        let group = first..<(flags[first..<end].firstIndex(of: !flags[first]) ?? end)
        if flags[first] {
          windows.take(group, from: layout, &bits)
        } else {
          windows.free(group, in: layout, &bits)
        }
        for gpu in group { flags[gpu].toggle() }
      }
      agree(windows, layout, bits.span, flags)
    }
  }

  private func agree(
    _ windows: FreeWindows, _ layout: GPUSetLayout, _ bits: Span<UInt64>, _ flags: [Bool]
  ) {
    let free = flags.indices.filter { layout.contains($0, in: FreeWindows.freeGPUs, bits) }
    let longest = windows.longestRun(in: layout, bits)
    let lowest = windows.sizes.indices.map { layout.first(of: $0, bits) }
    #expect(free == flags.indices.filter { flags[$0] })
    #expect(longest == flags.split(separator: false).map(\.count).max() ?? 0)
    #expect(windows.sizes == ([1] + Self.sizes).filter { $0 <= flags.count })
    #expect(lowest == windows.sizes.map { window($0, flags) })
  }

  private func window(_ length: Int, _ flags: [Bool]) -> Int? {
    var run = 0
    for (index, flag) in flags.enumerated() {
      run = flag ? run + 1 : 0
      if run == length { return index + 1 - length }
    }
    return nil
  }
}

struct GPUSetLayoutTests {
  @Test(arguments: [1, 64, 65, 4097, 9000])
  func `sets that lie side by side do not touch each other`(capacity: Int) {
    var random = SeededGenerator(seed: UInt64(capacity))
    let layout = GPUSetLayout(count: 3, capacity: capacity)
    var words = layout.empty
    var bits = words.mutableSpan
    var naive = [Set<Int>](repeating: [], count: 3)
    for _ in 0..<2000 {
      let (gpu, set) = (random.int(0...capacity - 1), random.int(0...2))
      if random.chance(50) {
        layout.insert(gpu, into: set, &bits)
        naive[set].insert(gpu)
      } else {
        layout.remove(gpu, from: set, &bits)
        naive[set].remove(gpu)
      }
      let lowest = (0...2).map { layout.first(of: $0, bits.span) }
      let members = (0...2).map { layout.contains(gpu, in: $0, bits.span) }
      #expect(lowest == naive.map { $0.min() })
      #expect(members == naive.map { $0.contains(gpu) })
    }
  }
}

struct IdleGPUsTests {
  /// Few different times, so that most are ties; before 0 time goes back once, as under `gswarm`.
  @Test(arguments: [1, 2, 7, 64, 65, 400, 5000], [-4, 0])
  func `the first GPU has been free longest, and is the lowest of equals`(
    gpuCount: Int, start: Int
  ) {
    var random = SeededGenerator(seed: UInt64(gpuCount))
    let layout = GPUSetLayout(count: 2, capacity: gpuCount)
    var words = layout.empty
    var bits = words.mutableSpan
    var idle = IdleGPUs(gpuCount: gpuCount, latest: 1)
    var freeSince: [Int: Double] = [:]
    var taken: [Int] = []
    for gpu in 0..<gpuCount {
      idle.insert(gpu, since: 0, in: layout, &bits)
      freeSince[gpu] = 0
    }
    var now = Double(start)
    for _ in 0..<1500 {
      if random.chance(20) { now += 1 }
      if random.chance(50), let gpu = taken.popLast() {
        idle.insert(gpu, since: now, in: layout, &bits)
        freeSince[gpu] = now
      } else if let gpu = random.chance(50)
        ? idle.first(in: layout, bits.span) : (0..<gpuCount).first(where: { freeSince[$0] != nil })
      {
        idle.remove(gpu, from: layout, &bits)
        freeSince[gpu] = nil
        taken.insert(gpu, at: random.int(0...taken.count))
      }
      let expected = freeSince.min { ($0.value, $0.key) < ($1.value, $1.key) }
      let found = idle.first(in: layout, bits.span)
      #expect(found == expected?.key)
    }
  }
}
