import Engine
import Foundation
import Testing

@testable import Live

extension LiveTests {
  /// When the emulated machine begins and ends what it is asked, without clock and network.
  @Suite struct TimelineTests {
    private var server = EmulatedServer(
      Scenes.calls(1), EmulatorSettings(gpuCount: 1, timeScale: 100))

    /// A chat that takes so many seconds, at instants in milliseconds.
    private mutating func chat(
      _ seconds: Double, arrivedAt: Double, dispatchedAt: MachineInstant?
    ) -> MachineInstant {
      server.reply(
        to: EmulatorRequest(
          method: "POST", path: ["v1", "chat", "completions"],
          body: EmulatorBody(
            Array(#"{"model": "m0", "messages": [{"role": "user", "content": "x"}]}"#.utf8),
            isJSON: true),
          expectedSeconds: seconds, arrivedAt: instant(arrivedAt), dispatchedAt: dispatchedAt)
      ).dueAt
    }

    private func instant(_ milliseconds: Double) -> MachineInstant {
      MachineInstant(nanoseconds: 1_000_000_000).advanced(by: milliseconds / 1000)
    }

    @Test mutating func `what messages take on their way does not add up along a chain`() {
      var due = instant(0)
      var time = 0.0
      for (number, seconds) in [3.0, 0.3, 4.5, 1.2].enumerated() {
        // Each answer is heard, and the next call arrives, some milliseconds late.
        due = chat(
          seconds, arrivedAt: time * 10 + 5 + Double(number), dispatchedAt: due)
        time += seconds
        #expect(due == instant(time * 10))
      }
    }

    @Test mutating func `calls that are dispatched together begin together`() {
      let dues = [3.0, 8.0, 5.0].map { chat(2, arrivedAt: $0, dispatchedAt: instant(1)) }
      #expect(Set(dues) == [instant(21)])
    }

    @Test mutating func `a caller that says nothing begins when it arrives`() {
      #expect(chat(2, arrivedAt: 7, dispatchedAt: nil) == instant(27))
    }

    @Test mutating func `a caller that was held up for long begins when it arrives`() {
      #expect(chat(2, arrivedAt: 200, dispatchedAt: instant(0)) == instant(20))
      #expect(chat(2, arrivedAt: 201, dispatchedAt: instant(0)) == instant(221))
    }

    @Test mutating func `a caller with another clock begins when it arrives`() {
      #expect(chat(2, arrivedAt: 7, dispatchedAt: instant(7.1)) == instant(27))
      #expect(chat(2, arrivedAt: 7, dispatchedAt: MachineInstant(header: "5")) == instant(27))
      let last = MachineInstant(nanoseconds: .max)
      #expect(chat(2, arrivedAt: 7, dispatchedAt: last) == instant(27))
    }

    @Test func `an instant goes through a header and back`() {
      let instant = MachineInstant.now
      #expect(MachineInstant(header: instant.header) == instant)
      for text in ["", "x", "-1", "1e9", "1.5", "99999999999999999999", nil] {
        #expect(MachineInstant(header: text) == nil)
      }
    }

    /// Runs two calls against a server, and returns the dates that it was told.
    private func dates(isEmulator: Bool) async throws -> [MachineInstant] {
      let script = GSwarmScript { request in
        if request.path == "/health", isEmulator {
          return .emulated(#"{"status": "healthy"}"#)
        }
        guard request.isCall else { return nil }
        return .emulated(#"{"data": {"response": "x"}}"#, "X-Answered-At: 12345")
      }
      let server = try ScriptedServer { script.answer($0) }
      defer { server.stop() }
      let outcome = try await liveRun(Scenes.calls(2), gpus: 1, at: server.address).run()
      #expect(outcome.fallbacks.isEmpty)
      return server.requests.compactMap { request in
        guard ["/standalone/serve", "/standalone/call"].contains(where: request.path.hasPrefix)
        else { return nil }
        let header = request.head.firstMatch(of: #/X-Dispatched-At: (\d+)/#)
        return MachineInstant(header: header.map { String($0.1) })
      }
    }

    @Test func `what follows an answer is dated with the instant that the emulator tells`()
      async throws
    {
      let before = MachineInstant.now
      let dates = try await dates(isEmulator: true)
      #expect(dates.count == 3)
      #expect(dates[0] >= before && dates[1] > dates[0], "serve and the first call: its own clock")
      #expect(dates[2] == MachineInstant(nanoseconds: 12345))
    }

    @Test func `a server that is not the emulator gets no header and is not believed`()
      async throws
    {
      #expect(try await dates(isEmulator: false).isEmpty)
    }

    @Test func `an answer says when it was due and does not come before`() async throws {
      try await withEmulator(
        Scenes.calls(1), EmulatorSettings(gpuCount: 1, timeScale: 100)
      ) { address, _ in
        let endpoint = try LiveTests.endpoint(address)
        _ = try await endpoint.greet("/health", timeout: 20)
        let begin = MachineInstant.now
        let answer = try await endpoint.send(
          "POST", "/v1/chat/completions",
          ["model": "m0", "messages": [["role": "user", "content": "x"]]],
          headers: [
            CallHeader.expectedSeconds: "5", CallHeader.dispatchedAt: begin.header,
          ], timeout: 20)
        let end = MachineInstant.now
        #expect(answer.instant == begin.advanced(by: 0.05))
        #expect(end >= begin.advanced(by: 0.05))
      }
    }
  }
}
