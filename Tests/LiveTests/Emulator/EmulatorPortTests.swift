import Engine
import Foundation
import Testing

@testable import Live

extension LiveTests {
  /// The emulator on a port, and live runs against it.
  @Suite struct EmulatorPortTests {
    @Test func `a port that is taken is told`() async throws {
      let server = try ScriptedServer { _ in .hangUp }
      defer { server.stop() }
      let emulator = Emulator(
        Scenes.calls(1), EmulatorSettings(gpuCount: 1), port: server.port)
      let failure = await #expect(throws: LiveFailure.self) { try await emulator.run { _ in } }
      #expect(failure?.sentence.hasPrefix("cannot listen on port \(server.port)") == true)
    }

    @Test func `a client that vanishes disturbs nobody`() async throws {
      let scenario = Scenes.calls(4, seconds: 0.05)
      try await withEmulator(scenario, EmulatorSettings(gpuCount: 2)) { address, emulator in
        let port = try #require(address.split(separator: ":").last.flatMap { UInt16($0) })
        for _ in 0..<8 {
          let client = try #require(WireClient(port: port))
          client.send(WireClient.chat(seconds: 1000))
        }
        let outcome = try await liveRun(scenario, gpus: 2, at: address).run()
        try expectComplete(outcome)
        #expect(outcome.fallbacks.isEmpty)
      }
    }
  }
}
