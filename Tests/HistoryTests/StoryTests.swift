@testable import History
import TestScenarios
import Testing

@testable import Engine

/// The story of each request at moments of generated runs, against plain searches.
struct StoryTests {
  private static let seeds: Range<UInt64> = 0..<100

  private func visit(_ seed: UInt64, check: (Moment, RequestID, RequestStory) -> Void) {
    let run = Run(seed: seed)
    let history = History(of: run.finished())
    var random = SeededGenerator(seed: seed)
    var moments = (0..<8).map { _ in
      history.moment(after: random.int(0...history.trace.events.count))
    }
    moments.append(history.moment(after: history.trace.events.count))
    // Between two events, where switches are cut.
    for index in 1..<max(history.trace.events.count, 1) where random.chance(20) {
      let (from, to) = (history.trace.events[index - 1].time, history.trace.events[index].time)
      moments.append(history.moment(after: index, time: from + (to - from) / 3))
    }
    for moment in moments {
      for request in run.scenario.requests.indices {
        if let story = moment.story(of: request) { check(moment, request, story) }
      }
    }
  }

  @Test(arguments: Self.seeds)
  func `the time along the critical path is the latency`(seed: UInt64) {
    visit(seed) { _, _, story in
      #expect(abs(story.split.total - story.latency) < 1e-9 * max(1, story.latency))
      #expect(min(story.split.waiting, story.split.switching, story.split.computing) >= -1e-12)
    }
  }

  @Test(arguments: Self.seeds)
  func `each node of the critical path is made ready by the end of the one before`(seed: UInt64) {
    visit(seed) { moment, request, story in
      let trace = moment.history.trace
      let workflow = moment.history.scenario.workflow(of: request)
      let ready = story.criticalPath.compactMap { story.nodes[$0].readyTime }
      let ends = story.criticalPath.compactMap { story.nodes[$0].execution }
        .map { trace.executions[$0].end }
      #expect(ready.first ?? story.arrivalTime == story.arrivalTime)
      #expect(Array(ready.dropFirst()) == Array(ends.prefix(max(0, ready.count - 1))))
      for (node, next) in zip(story.criticalPath, story.criticalPath.dropFirst()) {
        #expect(workflow.dependencies[next].contains(node))
        #expect(story.nodes[node].state == .completed)
      }
      #expect(story.criticalPath.isEmpty == workflow.nodes.isEmpty)
    }
  }

  @Test(arguments: Self.seeds)
  func `the split of all latencies is that of the stories together`(seed: UInt64) {
    let history = History(of: Run(seed: seed).finished())
    for count in stride(from: 0, through: history.trace.events.count, by: 7) {
      let moment = history.moment(after: count)
      let expected = moment.completedRequests.compactMap { moment.story(of: $0.request)?.split }
        .reduce(TimeSplit(), +)
      let found = moment.latencySplit
      #expect(abs(found.waiting - expected.waiting) < 1e-6)
      #expect(abs(found.switching - expected.switching) < 1e-6)
      #expect(abs(found.computing - expected.computing) < 1e-6)
    }
  }

  @Test(arguments: Self.seeds)
  func `stories complete with the requests`(seed: UInt64) {
    visit(seed) { moment, request, story in
      let completed = moment.completedRequests.first { $0.request == request }
      #expect((story.completionTime != nil) == (completed != nil))
      if let completed { #expect(completed.latency == story.latency) }
      guard moment.eventCount == moment.history.trace.events.count else { return }
      #expect(story.isStranded == (completed == nil))
    }
  }

  @Test(arguments: Self.seeds)
  func `states of nodes are those of the trace so far`(seed: UInt64) {
    visit(seed) { moment, request, story in
      let trace = moment.history.trace
      let executed = (0..<moment.executionCount).filter { index in
        trace.node(of: trace.executions[index]).request == request
      }
      #expect(story.nodes.count { $0.execution != nil } == executed.count)
      for index in executed {
        let node = story.nodes[trace.node(of: trace.executions[index]).node]
        let isSwitching = moment.time < trace.executions[index].start
        #expect(node.execution == index)
        #expect(
          node.state
            == (moment.isCompleted(index) ? .completed : isSwitching ? .switching : .computing))
      }
      let waiting = moment.queue(first: .max).map { trace.readied[$0].node }
      for (index, node) in story.nodes.enumerated() where node.state == .waiting {
        #expect(waiting.contains(RequestNode(request: request, node: index)))
      }
    }
  }

  @Test func `before its arrival a request has no story`() {
    let history = History(of: Tiny.run(gpus: 1, models: "A", requests: "A3 A3@9").finished())
    #expect(history.moment(after: 1).story(of: RequestID(1)) == nil)
    #expect(history.moment(after: 0).story(of: RequestID(0)) == nil)
  }

  @Test func `a request that waits for ever hangs on what strands it`() throws {
    let history = History(of: Tiny.run(gpus: 1, models: "A GG", requests: "A3 G1 A9").finished())
    let story = try #require(
      history.moment(after: history.trace.events.count).story(of: RequestID(1)))
    #expect(story.nodes[0].state == .stranded(.needsMoreGPUs(required: 2, available: 1)))
    #expect(story.criticalPath == [0] && story.split == TimeSplit(waiting: 14))
  }

  @Test func `layers follow the longest way, and cycles stand last`() {
    #expect(Tiny.workflow("ab bc ac cd", nodes: 4).layers() == [0, 1, 2, 3])
    #expect(Tiny.workflow("ab ac bd cd", nodes: 5).layers() == [0, 1, 1, 2, 0])
    #expect(Tiny.workflow("ab bc cb cd", nodes: 4).layers() == [0, 1, 1, 1])
    #expect(Tiny.workflow("ba ab", nodes: 2).layers() == [0, 0])
  }
}
