import Engine
import Synchronization
import Testing

@testable import Live

extension LiveTests {
  /// Ctrl-C, which is `stop()`, at each phase of a run.
  @Suite struct InterruptionTests {
    /// Runs until the server sees a request that begins like this, and stops then.
    ///
    /// The request itself is answered as `answer` says, after the stop.
    private func stop(
      at path: String, answer: @escaping @Sendable (GSwarmScript, WireRequest) -> WireAnswer
    ) async throws -> (outcome: LiveOutcome, script: GSwarmScript) {
      let runs = Mutex<LiveRun?>(nil)
      let scripts = Mutex<GSwarmScript?>(nil)
      let script = GSwarmScript { request in
        guard request.path.hasPrefix(path), let script = scripts.withLock({ $0 }) else {
          return nil
        }
        runs.withLock { $0 }?.stop()
        return answer(script, request)
      }
      scripts.withLock { $0 = script }
      let server = try ScriptedServer { script.answer($0) }
      defer { server.stop() }
      let run = try liveRun(Scenes.calls(20), gpus: 2, at: server.address, timeout: 30)
      runs.withLock { $0 = run }
      let outcome = try await run.run()
      runs.withLock { $0 = nil }
      #expect(outcome.isInterrupted)
      #expect(outcome.trace.executions.count < 20, "it went on")
      #expect(outcome.estimates.count == outcome.trace.executions.count)
      try expectValid(outcome)
      return (outcome, script)
    }

    @Test(arguments: ["/health", "/standalone/download"])
    func `while the run is being set up, nothing is scheduled`(_ path: String) async throws {
      let (outcome, _) = try await stop(at: path) { _, _ in .silence }
      #expect(outcome.trace.events.isEmpty)
    }

    @Test func `while a model is being served, its instance is deleted when it comes`()
      async throws
    {
      let (outcome, script) = try await stop(at: "/standalone/serve") { script, _ in
        script.serve("m0")
      }
      #expect(outcome.trace.executions.isEmpty)
      #expect(script.instances.isEmpty, "instances are left behind")
    }

    @Test(arguments: [true, false])
    func `while models are called, calls end and instances are deleted`(
      _ isAnswered: Bool
    ) async throws {
      let (_, script) = try await stop(at: "/standalone/call") { script, request in
        isAnswered ? script.usualAnswer(request) : .silence
      }
      #expect(script.instances.isEmpty, "instances are left behind")
    }

    @Test func `while a node waits out its fallback, the wait ends`() async throws {
      let script = GSwarmScript { request in
        switch request.path {
        case let path where path.hasPrefix("/standalone/call"): .json(400, "{}")
        default: nil
        }
      }
      let server = try ScriptedServer { script.answer($0) }
      defer { server.stop() }
      let run = try liveRun(Scenes.calls(4, seconds: 1000), gpus: 2, at: server.address)
      async let outcome = run.run()
      for await _ in run.changes where run.snapshot.fallbacks.count == 2 { run.stop() }
      #expect(try await outcome.isInterrupted)
      #expect(script.instances.isEmpty)
    }

    @Test func `a silent server holds the end up for 8 s at most, and what is left is named`()
      async throws
    {
      let isSilent = Mutex(false)
      let script = GSwarmScript { request in
        if request.isCall { isSilent.withLock { $0 = true } }
        return isSilent.withLock { $0 } ? .silence : nil
      }
      let server = try ScriptedServer { script.answer($0) }
      defer { server.stop() }
      let run = try liveRun(Scenes.calls(4), gpus: 1, at: server.address, timeout: 300)
      async let outcome = run.run()
      try await eventually("the server is silent") { isSilent.withLock { $0 } }
      let begin = ContinuousClock.now
      run.stop()
      #expect(try await outcome.isInterrupted)
      #expect(ContinuousClock.now - begin < .seconds(8))
      #expect(run.snapshot.warnings == ["instance i1 may still be on the server"])
    }

    @Test func `a run that was stopped before it began does nothing`() async throws {
      let script = GSwarmScript()
      let server = try ScriptedServer { script.answer($0) }
      defer { server.stop() }
      let run = try liveRun(Scenes.calls(4), gpus: 2, at: server.address)
      run.stop()
      let outcome = try await run.run()
      #expect(outcome.isInterrupted && outcome.trace.events.isEmpty)
      #expect(server.count(of: "/standalone/serve") == 0)
    }
  }
}
