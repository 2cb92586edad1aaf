import Testing

@testable import Engine

struct FreeWindowsTests {
  private static let sizes = [2, 3, 7, 64, 65, 130]

  @Test(arguments: [1, 3, 63, 64, 65, 200, 4096, 4097, 9000])
  func `windows are those that a search through the GPUs finds`(gpuCount: Int) {
    var random = SeededGenerator(seed: UInt64(gpuCount))
    var windows = FreeWindows(sizes: Self.sizes, gpuCount: gpuCount)
    var flags = [Bool](repeating: true, count: gpuCount)
    agree(windows, flags)
    for _ in 0..<(gpuCount > 1000 ? 20 : 120) {
      for _ in 0..<random.int(1...max(1, gpuCount / 3)) {
        let first = random.int(0...gpuCount - 1)
        // A group is free, or busy, as a whole.
        let end = min(gpuCount, first + random.int(1...(random.chance(10) ? 140 : 4)))
        let group = first..<(flags[first..<end].firstIndex(of: !flags[first]) ?? end)
        if flags[first] { windows.take(group) } else { windows.free(group) }
        for gpu in group { flags[gpu].toggle() }
      }
      agree(windows, flags)
    }
  }

  private func agree(_ windows: FreeWindows, _ flags: [Bool]) {
    #expect(flags.indices.allSatisfy { windows.isFree($0) == flags[$0] })
    #expect(windows.longestRun == flags.split(separator: false).map(\.count).max() ?? 0)
    #expect(windows.sizes == ([1] + Self.sizes).filter { $0 <= flags.count })
    for (index, size) in windows.sizes.enumerated() {
      #expect(windows.first(ofSizeAt: index) == window(size, flags))
    }
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

struct GPUSetsTests {
  @Test(arguments: [1, 64, 65, 4097, 9000])
  func `sets that lie side by side do not touch each other`(capacity: Int) {
    var random = SeededGenerator(seed: UInt64(capacity))
    var sets = GPUSets(count: 3, capacity: capacity)
    var naive = [Set<Int>](repeating: [], count: 3)
    for _ in 0..<2000 {
      let (gpu, set) = (random.int(0...capacity - 1), random.int(0...2))
      if random.chance(50) {
        sets.insert(gpu, into: set)
        naive[set].insert(gpu)
      } else {
        sets.remove(gpu, from: set)
        naive[set].remove(gpu)
      }
      #expect((0...2).allSatisfy { sets.first(of: $0) == naive[$0].min() })
      #expect((0...2).allSatisfy { sets.contains(gpu, in: $0) == naive[$0].contains(gpu) })
    }
  }
}

struct GPUOrderTests {
  @Test(arguments: [1, 2, 7, 50, 400])
  func `the first GPU is the earliest, and of equals the lowest`(capacity: Int) {
    var random = SeededGenerator(seed: UInt64(capacity))
    var order = GPUOrder(capacity: capacity)
    var entries: [(time: Double, gpu: Int)] = []
    for round in 0..<1500 {
      if random.chance(45), !entries.isEmpty {
        order.removeFirst()
        entries.removeFirst()
      } else {
        // Few different times, so that most are ties.
        let (gpu, time) = (random.int(0...capacity - 1), Double(random.int(-2...6)))
        order.insert(gpu..<gpu + 1, time: time)
        entries.append((time, gpu))
        entries.sort { $0 < $1 }
      }
      if round % 97 == 0 {
        order.removeAll { $0.firstGPU.isMultiple(of: 3) }
        var seen: [(time: Double, gpu: Int)] = []
        for entry in entries where !entry.gpu.isMultiple(of: 3) {
          if let last = seen.last, last == entry { continue }
          seen.append(entry)
        }
        entries = seen
      }
      #expect(order.count == entries.count)
      #expect(order.first?.time == entries.first?.time)
      #expect(order.first?.gpus.lowerBound == entries.first?.gpu)
    }
  }
}
