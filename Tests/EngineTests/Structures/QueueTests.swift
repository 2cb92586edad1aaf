import TestScenarios
import Testing

@testable import Engine

struct EventQueueTests {
  @Test(arguments: UInt64(0)..<40)
  func `under standard events come by time, then in the order of scheduling`(seed: UInt64) {
    var random = SeededGenerator(seed: seed)
    var queue = EventQueue(rules: .standard)
    var waiting: [(time: Double, sequence: Int, subject: Subject)] = []
    for sequence in 0..<300 {
      let subject = subject(sequence, &random)
      let time = Double(random.int(-3...20))
      queue.push(subject, at: time)
      waiting.append((time, sequence, subject))
      let earliest = queue.nextTime ?? .infinity
      #expect(earliest == waiting.map(\.time).min())
      #expect(queue.isNext(earliest) && !queue.isNext(earliest.nextDown))
      #expect(!queue.hasEvent(before: earliest) && queue.hasEvent(before: earliest.nextUp))
      guard random.chance(45) else { continue }
      let first = waiting.indices.min {
        (waiting[$0].time, waiting[$0].sequence) < (waiting[$1].time, waiting[$1].sequence)
      }
      let expected = first.map { waiting.remove(at: $0) }
      let found = queue.pop()
      #expect(found?.subject == expected?.subject && found?.time == expected?.time)
      #expect(queue.count == waiting.count)
    }
    let rest = waiting.sorted { ($0.time, $0.sequence) < ($1.time, $1.sequence) }
    for expected in rest {
      #expect(queue.nextTime == expected.time && queue.isNext(expected.time))
      #expect(!queue.hasEvent(before: expected.time))
      #expect(queue.pop()?.subject == expected.subject)
    }
    #expect(queue.pop() == nil && queue.nextTime == nil)
  }

  @Test(arguments: UInt64(0)..<40, Rules.allCases)
  func `all events at the earliest time are found`(seed: UInt64, rules: Rules) {
    var random = SeededGenerator(seed: seed)
    var queue = EventQueue(rules: rules)
    var waiting: [(time: Double, subject: Subject)] = []
    for sequence in 0..<200 {
      waiting.append((Double(random.int(0...12)), subject(sequence, &random)))
      queue.push(waiting[sequence].subject, at: waiting[sequence].time)
    }
    while let earliest = queue.nextTime {
      let found = queue.events(at: earliest).map(\.subject)
      #expect(Set(found) == Set(waiting.filter { $0.time == earliest }.map(\.subject)))
      let popped = queue.pop()
      waiting.removeAll { $0.subject == popped?.subject }
    }
    #expect(waiting.isEmpty)
  }

  @Test(arguments: UInt64(0)..<40)
  func `under gswarm events come as heapq pops them`(seed: UInt64) {
    var random = SeededGenerator(seed: seed)
    var queue = EventQueue(rules: .gswarm)
    var heap = NaiveHeap<(time: Double, subject: Subject)> { $0.time < $1.time }
    for sequence in 0..<400 {
      let subject = subject(sequence, &random)
      let time = Double(random.int(0...6))
      queue.push(subject, at: time)
      heap.push((time, subject))
      guard random.chance(45) else { continue }
      #expect(queue.pop()?.subject == heap.pop()?.subject)
    }
    while let expected = heap.pop() { #expect(queue.pop()?.subject == expected.subject) }
    #expect(queue.pop() == nil)
  }

  /// Worked out with CPython 3: `heapq` of seven records at time 0.
  @Test func `heapq does not keep equal times in order`() {
    var queue = EventQueue(rules: .gswarm)
    for index in 0..<7 { queue.push(.completion(index), at: 0) }
    var popped: [Subject] = []
    while let event = queue.pop() { popped.append(event.subject) }
    #expect(popped == [0, 2, 5, 6, 4, 1, 3].map(Subject.completion))
  }

  private func subject(_ index: Int, _ random: inout SeededGenerator) -> Subject {
    random.chance(50) ? .arrival(RequestID(index)) : .completion(index)
  }
}

struct PendingEventsTests {
  @Test(arguments: UInt64(0)..<40, Rules.allCases)
  func `arrivals beside the queue come as they would in it`(seed: UInt64, rules: Rules) {
    var random = SeededGenerator(seed: seed)
    let isSorted = random.chance(50)
    var times = (0..<random.int(0...60)).map { _ in Double(random.int(-3...20)) }
    if isSorted { times.sort() }
    var pending = PendingEvents(arrivalTimes: times, rules: rules)
    var queue = EventQueue(rules: rules)
    for (index, time) in times.enumerated() { queue.push(.arrival(RequestID(index)), at: time) }
    var execution = 0
    while let expected = queue.pop() {
      #expect(pending.nextTime == expected.time)
      let found = pending.pop()
      #expect(found?.subject == expected.subject && found?.time == expected.time)
      let ending = queue.events(at: expected.time).compactMap { event in
        if case .completion(let execution) = event.subject { execution } else { nil }
      }
      #expect(pending.mayComplete(at: expected.time) || ending.isEmpty)
      #expect(pending.completions(at: expected.time).sorted() == ending.sorted())
      for _ in 0..<random.int(0...2) where execution < 200 {
        let time = expected.time + Double(random.int(0...5))
        queue.push(.completion(execution), at: time)
        pending.push(completionOf: execution, at: time)
        execution += 1
      }
    }
    #expect(pending.pop() == nil && pending.nextTime == nil)
  }
}

struct ReadyQueueTests {
  @Test(arguments: UInt64(0)..<40)
  func `nodes that need equally many GPUs leave in the order in which they came`(seed: UInt64) {
    var random = SeededGenerator(seed: seed)
    let models = random.int(1...9)
    let required = (0..<models).map { _ in random.int(1...4) }
    // Nothing is known of groups of four: they are more than there are GPUs.
    let sizes = [1, 2, 3]
    var queue = ReadyQueue(gpusRequired: required, groupSizes: sizes)
    var waiting: [(entry: Int, size: Int)] = []
    for entry in 0..<300 {
      let model = random.int(0...models - 1)
      let node = WaitingNode(entry: Int32(entry), rank: 1, kind: 2)
      queue.append(node, model: ModelID(model))
      waiting.append((entry, required[model]))
      while random.chance(45), let size = sizes.randomElement(using: &random),
        let first = waiting.firstIndex(where: { $0.size == size })
      {
        #expect(queue.popFirst(ofSizeAt: size - 1).entry == Int32(waiting[first].entry))
        waiting.remove(at: first)
      }
      #expect(queue.count == waiting.count)
      for size in sizes {
        let expected = waiting.first { $0.size == size }.map { Int32($0.entry) } ?? .max
        #expect(queue.firstEntry(ofSizeAt: size - 1) == expected)
      }
    }
  }
}
