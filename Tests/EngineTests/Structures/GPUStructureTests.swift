import Testing

@testable import Engine

struct GPUSetTests {
  @Test(arguments: [1, 3, 63, 64, 65, 200, 4096, 4097, 9000])
  func `a set of GPUs answers as a list of flags does`(capacity: Int) {
    var random = SeededGenerator(seed: UInt64(capacity))
    var set = GPUSet(capacity: capacity)
    var flags = [Bool](repeating: false, count: capacity)
    for round in 0..<(capacity > 1000 ? 12 : 120) {
      for _ in 0..<random.int(1...max(1, capacity / 3)) {
        let gpu = random.int(0...capacity - 1)
        let wanted = round % 4 == 3 ? random.chance(10) : random.chance(80)
        guard flags[gpu] != wanted else { continue }
        if wanted { set.insert(gpu) } else { set.remove(gpu) }
        flags[gpu] = wanted
      }
      agree(set, flags, &random)
    }
  }

  private func agree(_ set: GPUSet, _ flags: [Bool], _ random: inout SeededGenerator) {
    #expect(set.count == flags.count { $0 })
    #expect(set.first == flags.firstIndex(of: true))
    #expect(set.longestRun == flags.split(separator: false).map(\.count).max() ?? 0)
    for _ in 0..<10 {
      let start = random.int(0...flags.count)
      #expect(set.next(from: start) == flags[start...].firstIndex(of: true))
      #expect(set.nextGap(from: start) == flags[start...].firstIndex(of: false) ?? flags.count)
      if start < flags.count { #expect(set.contains(start) == flags[start]) }
    }
    for length in [1, 2, 3, 7, 64, 65, 130] {
      #expect(window(length, flags) == set.firstWindow(length: length))
    }
  }

  private func window(_ length: Int, _ flags: [Bool]) -> Range<Int>? {
    var run = 0
    for (index, flag) in flags.enumerated() {
      run = flag ? run + 1 : 0
      if run == length { return index + 1 - length..<index + 1 }
    }
    return nil
  }

  @Test func `a full set has one window, and an empty one none`() {
    var set = GPUSet(capacity: 4160)
    #expect(set.first == nil && set.longestRun == 0 && set.firstWindow(length: 1) == nil)
    for gpu in 0..<4160 { set.insert(gpu) }
    #expect(set.longestRun == 4160)
    #expect(set.firstWindow(length: 4160) == 0..<4160)
    #expect(set.firstWindow(length: 4161) == nil)
    set.remove(4095)
    #expect(set.firstWindow(length: 65) == 0..<65)
    #expect(set.nextGap(from: 0) == 4095)
    #expect(set.next(from: 4095) == 4096)
  }
}

struct GPUOrderTests {
  @Test(arguments: [1, 2, 7, 50, 400])
  func `the first GPU is the earliest, and of equals the lowest`(capacity: Int) {
    var random = SeededGenerator(seed: UInt64(capacity))
    var order = GPUOrder(capacity: capacity)
    var times: [Int: Double] = [:]
    for _ in 0..<1500 {
      let gpu = random.int(0...capacity - 1)
      if times[gpu] != nil {
        order.remove(gpu)
        times[gpu] = nil
      } else {
        // Few different times, so that most are ties.
        let time = Double(random.int(-2...6))
        order.insert(gpu, time: time)
        times[gpu] = time
        #expect(order.time(of: gpu) == time)
      }
      let expected = times.min { ($0.value, $0.key) < ($1.value, $1.key) }
      #expect(order.first == expected?.key)
    }
  }
}
