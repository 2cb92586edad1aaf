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
      #expect(queue.nextTime == expected.time)
      #expect(queue.pop()?.subject == expected.subject)
    }
    #expect(queue.pop() == nil && queue.nextTime == nil)
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

struct ReadyQueueTests {
  @Test(arguments: UInt64(0)..<40)
  func `each model's nodes leave in the order in which they came`(seed: UInt64) {
    var random = SeededGenerator(seed: seed)
    let models = random.int(1...6)
    var queue = ReadyQueue(modelCount: models)
    var pass = PlacementPass(modelCount: models)
    var waiting: [(entry: Int32, model: ModelID)] = []
    for entry in Int32(0)..<200 {
      let model = ModelID(random.int(0...models - 1))
      queue.append(entry, model: model)
      waiting.append((entry, model))
      pass.begin(with: queue)
      #expect(pass.longestWaitingModel == waiting.first?.model)
      // A model set aside is as if none of its nodes waited.
      var aside: Set<ModelID> = []
      while let next = waiting.firstIndex(where: { !aside.contains($0.model) }) {
        let model = waiting[next].model
        #expect(pass.longestWaitingModel == model)
        if random.chance(70) {
          pass.setAside(model)
          aside.insert(model)
        } else {
          #expect(queue.popFirst(of: model) == waiting.remove(at: next).entry)
          pass.advance(model, in: queue)
        }
      }
      #expect(pass.longestWaitingModel == nil)
      #expect(queue.count == waiting.count)
    }
  }
}
