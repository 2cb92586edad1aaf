import Audit
import Engine
import Foundation
import Testing

@testable import Live

extension LiveTests {
  /// Servers that work on one request at a time.
  @Suite struct OverlapTests {
    private static func instant(_ seconds: Double) -> MachineInstant {
      MachineInstant(nanoseconds: 0).advanced(by: seconds)
    }

    @Test(arguments: [(0.02, 0.98), (1.0, 0), (1.5, 0), (0.5, 0.5)])
    func `the overlap is the share of a call's time after the answer to a probe`(
      _ answered: Double, _ overlap: Double
    ) throws {
      let meter = OverlapMeter()
      #expect(!meter.beginProbe(at: Self.instant(0)))
      meter.beginCall()
      #expect(!meter.beginProbe(at: Self.instant(0)), "one call alone tells nothing")
      meter.beginCall()
      #expect(meter.beginProbe(at: Self.instant(0)))
      if answered < 1 { meter.endProbe(isAnswered: true, at: Self.instant(answered)) }
      meter.endCall(at: Self.instant(1))
      meter.endCall(at: Self.instant(1.2))
      if answered >= 1 { meter.endProbe(isAnswered: true, at: Self.instant(answered)) }
      #expect(abs(try #require(meter.overlap) - overlap) < 1e-9)
    }

    @Test func `a probe without an answer tells nothing`() {
      let meter = OverlapMeter()
      for _ in 0..<2 { meter.beginCall() }
      #expect(meter.beginProbe(at: Self.instant(0)))
      meter.endProbe(isAnswered: false, at: Self.instant(3))
      meter.endCall(at: Self.instant(4))
      #expect(meter.overlap == nil)
    }

    @Test(arguments: [true, false])
    func `a run finds out whether its server works on one request at a time`(
      _ isSerial: Bool
    ) async throws {
      let script = GSwarmScript()
      let lock = NSLock()
      let server = try ScriptedServer { request in
        if isSerial { lock.lock() }
        defer { if isSerial { lock.unlock() } }
        if request.isCall { usleep(250_000) }
        return script.answer(request)
      }
      defer { server.stop() }
      let outcome = try await liveRun(
        Scenes.calls(8, seconds: 0.25), gpus: 2, at: server.address
      ).run()
      try expectComplete(outcome)
      #expect(outcome.fallbacks.isEmpty)
      let measured = outcome.overlap
      let overlap = try #require(measured)
      #expect(isSerial ? overlap < 0.2 : overlap > 0.5, "\(overlap)")
      let lines = LiveReport(outcome, makespan: 1, meanLatency: nil).lines.joined()
      #expect(lines.contains("works on one at a time") == isSerial)
      #expect(try readBack(outcome).summary.overlap == overlap)
    }

    @Test func `health that is late is waited for, and that is said`() async throws {
      let script = GSwarmScript { request in
        if request.path == "/health" { usleep(300_000) }
        return nil
      }
      let server = try ScriptedServer { script.answer($0) }
      defer { server.stop() }
      let run = try liveRun(Scenes.calls(1), gpus: 1, at: server.address) { $0.quiet = 0.05 }
      try expectComplete(try await run.run())
      #expect(
        run.snapshot.warnings == [
          "\(server.address) is silent, perhaps busy with a call; waiting up to 60 s"
        ])
    }

    @Test func `health that never comes ends the run`() async throws {
      let server = try ScriptedServer { _ in .silence }
      defer { server.stop() }
      let run = try liveRun(Scenes.calls(1), gpus: 1, at: server.address) {
        $0.healthPatience = 0.2
      }
      let failure = await #expect(throws: LiveFailure.self) { try await run.run() }
      #expect(failure?.sentence.hasSuffix("cannot be used: no answer within 0.2 s") == true)
    }

    @Test func `an instance that was removed late is not reported as left behind`() async throws {
      let script = GSwarmScript()
      let server = try ScriptedServer { request in
        let answer = script.answer(request)
        let isRemoval = request.path == "/standalone/offload" || request.method == "DELETE"
        return isRemoval ? .silence : answer
      }
      defer { server.stop() }
      let run = try liveRun(Scenes.calls(1), gpus: 1, at: server.address, timeout: 0.3)
      try expectComplete(try await run.run())
      #expect(run.snapshot.warnings.isEmpty, "\(run.snapshot.warnings)")
    }
  }
}
