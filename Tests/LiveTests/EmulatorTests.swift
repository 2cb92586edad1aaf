import Documents
import Engine
import Foundation
import Testing

@testable import Live

extension LiveTests {
  /// What the emulator refuses and how long it takes, without a network.
  @Suite struct EmulatorTests {
    private var server = EmulatedServer(
      Scenario(
        hardware: Hardware(pcieBandwidthGBPerSecond: 10, switchOverheadSeconds: 1),
        models: [
          Model(
            id: "a", memoryGB: 20, loadTimeSeconds: 5, tokensPerSecond: 10, tokenMean: 40,
            servedName: "org/a"),
          Model(id: "b", memoryGB: 30, gpusRequired: 2, loadTimeSeconds: 8),
        ], workflows: []), EmulatorSettings(gpuCount: 2))

    private mutating func ask(
      _ method: String, _ path: String, _ body: String = "", expecting seconds: Double? = nil
    ) -> EmulatorReply {
      server.reply(
        to: EmulatorRequest(
          method: method, path: path.split(separator: "/").map(String.init),
          body: Endpoint.json(Data(body.utf8)), expectedSeconds: seconds))
    }

    private mutating func fetch(_ model: String) {
      for step in ["download", "load"] {
        #expect(ask("POST", "standalone/\(step)", #"{"model_name": "\#(model)"}"#).status == 200)
      }
    }

    @Test mutating func `it refuses what a real server refuses`() {
      let prompt = #"{"data": {"prompt": "x"}}"#
      #expect(ask("POST", "standalone/call/none", prompt).status == 404)
      #expect(ask("DELETE", "standalone/instance/none").status == 404)
      #expect(ask("POST", "standalone/download", #"{"model_name": "c"}"#).status == 404)
      #expect(ask("POST", "standalone/download", "{}").status == 422)
      #expect(ask("POST", "standalone/load", #"{"model_name": "b"}"#).status == 404)
      let serve = #"{"model_name": "org/a", "device": "cuda:0"}"#
      #expect(ask("POST", "standalone/serve", serve).status == 404, "it is not downloaded")
      fetch("org/a")
      for device in ["cuda:2", "cuda:-1", "cpu", "", "cuda:0,cuda:2", "cuda:0,"] {
        let body = #"{"model_name": "org/a", "device": "\#(device)"}"#
        #expect(ask("POST", "standalone/serve", body).status == 400, "\(device)")
      }
      #expect(ask("POST", "standalone/serve", serve).status == 200)
      #expect(ask("POST", "standalone/call/instance-1", #"{"data": {}}"#).status == 400)
      #expect(ask("POST", "standalone/call/instance-1", "nonsense").status == 400)
      #expect(ask("POST", "standalone/call/instance-1", prompt).status == 200)
      #expect(ask("GET", "standalone/call/instance-1", prompt).status == 404)
      #expect(ask("GET", "").status == 404)
      let chat = #"{"model": "org/c", "messages": [{"content": "x"}]}"#
      #expect(ask("POST", "v1/chat/completions", chat).status == 404)
      #expect(ask("POST", "v1/chat/completions", #"{"model": "b"}"#).status == 400)
    }

    @Test mutating func `serving takes what the configuration says of loads and switches`() {
      fetch("org/a")
      fetch("b")
      func serve(_ model: String, _ device: String) -> String {
        #"{"model_name": "\#(model)", "device": "\#(device)"}"#
      }
      #expect(ask("POST", "standalone/serve", serve("org/a", "cuda:0")).seconds == 5)
      #expect(ask("POST", "standalone/serve", serve("org/a", "cuda:0")).seconds == 5)
      let group = ask("POST", "standalone/serve", serve("b", "cuda:0,cuda:1"))
      #expect(group.seconds == 8, "cuda:1 is empty and takes longest")
      #expect(ask("POST", "standalone/serve", serve("org/a", "cuda:1")).seconds == 6)
      #expect(server.instances.count == 4)
      #expect(ask("POST", "standalone/offload", #"{"model_name": "org/a"}"#).status == 200)
      #expect(server.instances.map(\.key) == ["instance-3"])
      #expect(ask("DELETE", "standalone/instance/instance-3").status == 200)
      fetch("org/a")
      #expect(
        ask("POST", "standalone/serve", serve("org/a", "cuda:1")).seconds == 5, "all is forgotten")
    }

    @Test mutating func `calls take the caller's time, else the configuration's`() {
      fetch("org/a")
      _ = ask("POST", "standalone/serve", #"{"model_name": "org/a", "device": "cuda:0"}"#)
      let (plain, short) = (
        #"{"data": {"prompt": "x"}}"#, #"{"data": {"prompt": "x", "max_length": 20}}"#
      )
      #expect(ask("POST", "standalone/call/instance-1", plain).seconds == 4)
      #expect(ask("POST", "standalone/call/instance-1", short).seconds == 2)
      #expect(ask("POST", "standalone/call/instance-1", plain, expecting: 7).seconds == 7)
    }

    @Test(arguments: [
      "-1e30", "-1", "1e300", "1e999", "\"many\"", "[]", "true", "1e10",
    ])
    mutating func `a limit of tokens that makes no sense is refused`(_ limit: String) {
      fetch("org/a")
      _ = ask("POST", "standalone/serve", #"{"model_name": "org/a", "device": "cuda:0"}"#)
      let chat = #"{"model": "org/a", "messages": [{"content": "x"}], "max_tokens": \#(limit)}"#
      #expect(ask("POST", "v1/chat/completions", chat).status == 400)
      let data = #"{"model_name": "org/a", "data": {"prompt": "x", "max_length": \#(limit)}}"#
      #expect(ask("POST", "standalone/call/instance-1", data).status == 400)
      #expect(ask("POST", "standalone/estimate", data).status == 400)
    }

    @Test(arguments: [0, 1, -1, 1e30, -1e30, .infinity, -.infinity, .nan, .leastNonzeroMagnitude])
    func `an instant can be moved by any number of seconds`(_ seconds: Double) {
      for start in [0, 1, Int64.max, Int64.min] {
        let moved = MachineInstant(nanoseconds: start).advanced(by: seconds)
        if seconds.isNaN || abs(seconds) < 1e-9 { #expect(moved.nanoseconds == start) }
      }
    }

    @Test func `jitter stays within its share and failures near their rate`() {
      var server = EmulatedServer(
        Scenes.calls(1), EmulatorSettings(gpuCount: 1, jitter: 0.25, failRate: 0.3))
      let body = Endpoint.json(Data(#"{"model": "m0", "messages": [{"content": "x"}]}"#.utf8))
      let replies = (0..<2000).map { _ in
        server.reply(
          to: EmulatorRequest(
            method: "POST", path: ["v1", "chat", "completions"], body: body, expectedSeconds: 8))
      }
      let times = replies.filter { $0.status == 200 }.map(\.seconds)
      #expect(times.allSatisfy { (6...10).contains($0) })
      #expect((times.min() ?? 9) < 6.1 && (times.max() ?? 0) > 9.9)
      #expect((500...700).contains(replies.count { $0.status == 500 }))
    }

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
        let endpoint = try LiveTests.endpoint(address)
        for _ in 0..<8 {
          await #expect(throws: CallFailure.self) {
            try await endpoint.send(
              "POST", "/v1/chat/completions",
              ["model": "m0", "messages": [["content": "x"]]],
              headers: [CallHeader.expectedSeconds: "1000"], timeout: 0.02)
          }
        }
        let outcome = try await liveRun(scenario, gpus: 2, at: address).run()
        try expectComplete(outcome)
        #expect(outcome.fallbacks.isEmpty)
      }
    }
  }
}
