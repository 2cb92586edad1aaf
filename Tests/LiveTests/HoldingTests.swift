import Engine
import Foundation
import Synchronization
import TestScenarios
import Testing
import Workload

@testable import Live

struct HoldingTests {
  @Test(arguments: UInt64(0)..<50)
  func `whatever happens, no GPU is held twice, and nothing is served while it is stopped`(
    _ seed: UInt64
  ) {
    var random = SeededGenerator(seed: seed)
    var table = GPUHoldings()
    var open: [Int] = []
    var evictions: [GPUHoldings.Eviction] = []
    for step in 0..<400 {
      let model = "m\(random.int(0...2))"
      let first = random.int(0...3)
      let gpus = first..<(first + random.int(1...2))
      switch random.int(0...5) {
      case 0:
        evictions += table.evict(overlapping: gpus)
        guard table.canServe(model, on: gpus) else { break }
        open.append(table.beginServing(model, on: gpus))
      case 1 where !open.isEmpty:
        let id = open.remove(at: random.int(0...(open.count - 1)))
        if let eviction = table.endServing(id, instance: "i\(step)") { evictions.append(eviction) }
      case 2 where !open.isEmpty:
        let instance = table.abandon(open[random.int(0...(open.count - 1))])
        #expect(instance == nil)
      case 3 where !open.isEmpty: table.failServing(open.removeLast())
      case 4 where !evictions.isEmpty: table.endEviction(evictions.removeFirst().id)
      default: _ = table.lose("i\(random.int(0...step))")
      }
      table.checkInvariants()
      let stopped = table.holdings.filter {
        if case .evicting(_, .offload) = $0.phase { true } else { false }
      }
      for holding in stopped {
        #expect(!table.canServe(holding.model, on: 100..<101), "served while it is stopped")
      }
    }
    // All can be removed in the end, and one removal of each model frees its weights.
    for id in open { table.failServing(id) }
    for eviction in evictions { table.endEviction(eviction.id) }
    let last = table.evictAll()
    for model in Set(last.map(\.model)) {
      #expect(last.count { $0.model == model && $0.removal == .offload } == 1)
    }
    for eviction in last { table.endEviction(eviction.id) }
    #expect(table.isEmpty)
  }

  @Test func `an instance that nobody waits for is removed when it comes`() {
    var table = GPUHoldings()
    let id = table.beginServing("m", on: 0..<2)
    let none = table.abandon(id)
    #expect(none == nil)
    #expect(!table.canServe("n", on: 1..<2))
    let eviction = table.endServing(id, instance: "i")
    #expect(eviction?.instance == "i" && eviction?.removal == .offload)
    #expect(!table.canServe("n", on: 1..<2))
    table.endEviction(id)
    #expect(table.canServe("n", on: 1..<2))
  }

  @Test func `of several instances of a lost model, the first is news`() {
    var table = GPUHoldings()
    for gpu in 0..<3 {
      let id = table.beginServing("m", on: gpu..<(gpu + 1))
      let eviction = table.endServing(id, instance: "i\(gpu)")
      #expect(eviction == nil)
    }
    var news = [table.lose("i0"), table.lose("i1")]
    let id = table.beginServing("m", on: 0..<1)
    _ = table.endServing(id, instance: "new")
    news += [table.lose("i2"), table.lose("new")]
    #expect(news == [true, false, false, true])
  }
}

extension LiveTests {
  @Suite struct LateServeTests {
    @Test func `while a serve is late, no other one is asked for on its GPUs`() async throws {
      let state = Mutex((serving: 0, most: 0, total: 0))
      let script = GSwarmScript()
      let server = try ScriptedServer { request in
        guard request.path == "/standalone/serve" else { return script.answer(request) }
        let number = state.withLock { state in
          state.serving += 1
          state.total += 1
          state.most = max(state.most, state.serving)
          return state.total
        }
        // The first one takes longer than a dispatch waits for it.
        if number == 1 { usleep(500_000) }
        let answer = script.answer(request)
        state.withLock { $0.serving -= 1 }
        return answer
      }
      defer { server.stop() }
      let run = try liveRun(Scenes.calls(6, models: 2), gpus: 1, at: server.address) {
        $0.setUpTimeout = 0.2
      }
      let outcome = try await run.run()
      try expectComplete(outcome)
      #expect(state.withLock { $0.most } == 1)
      #expect(outcome.fallbacks.count >= 1 && outcome.answeredCount >= 1)
      #expect(outcome.fallbacks.first?.reason == "no answer within 0.2 s")
      #expect(script.instances.isEmpty, "instances are left behind")
    }
  }
}
