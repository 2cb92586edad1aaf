import Engine
import Foundation
import Testing

@testable import Live

extension LiveTests {
  /// The emulator beside what a real GSwarm server answered.
  @Suite struct GSwarmLikenessTests {
    private func server(gpus: Int) -> EmulatedServer {
      EmulatedServer(
        Scenario(
          models: ["gpt2", "meta-llama/tiny-llama"].map {
            Model(id: $0, memoryGB: 1, loadTimeSeconds: 0)
          }, workflows: []), EmulatorSettings(gpuCount: gpus))
    }

    /// Repeats a transcript, with the names of the instances that the emulator makes.
    private func expectLikeness(
      _ transcript: GSwarmTranscript, _ server: inout EmulatedServer,
      except isOther: (GSwarmTranscript.Exchange) -> Bool
    ) {
      var names: [String: String] = [:]
      func translated(_ text: String) -> String {
        names.reduce(text) { $0.replacing($1.key, with: $1.value) }
      }
      for exchange in transcript.exchanges {
        let path = translated(exchange.path).dropFirst()
        let reply = server.reply(
          to: EmulatorRequest(
            method: exchange.method,
            path: path.isEmpty ? [] : path.split(separator: "/").map(String.init),
            body: EmulatorBody(Array(translated(exchange.body).utf8), isJSON: true),
            date: 1_795_000_000.5))
        let pattern = #/"instance_id":"([a-z0-9]{6})"/#
        if exchange.path == "/standalone/serve",
          let real = exchange.answer.firstMatch(of: pattern)?.output.1,
          let own = reply.text.firstMatch(of: pattern)?.output.1
        {
          names[String(real)] = String(own)
        }
        guard !isOther(exchange) else { continue }
        #expect(reply.status == exchange.status, "\(exchange)")
        #expect(
          GSwarmTranscript.normalised(reply.text) == GSwarmTranscript.normalised(exchange.answer),
          "\(exchange)")
      }
    }

    @Test func `it answers as the real server with two GPUs, field by field`() throws {
      let transcript = try GSwarmTranscript("gswarm-two-gpus")
      #expect(transcript.exchanges.count == 43)
      var server = server(gpus: 2)
      for name in ["gpt2", "meta-llama/tiny-llama"] {
        for step in ["download", "load"] {
          _ = server.reply(
            to: EmulatorRequest(
              method: "POST", path: ["standalone", step],
              body: EmulatorBody(Array(#"{"model_name": "\#(name)"}"#.utf8), isJSON: true)))
        }
      }
      // The GPUs of that machine were pretended: its weights lay in host memory.
      expectLikeness(transcript, &server) { $0.answer.contains(#""device_used":"cpu""#) }
    }

    @Test func `it answers as the real server without GPUs, field by field`() throws {
      let transcript = try GSwarmTranscript("gswarm-no-gpu")
      #expect(transcript.exchanges.count == 43)
      var server = server(gpus: 0)
      // That machine could not download what its estimates are made from.
      expectLikeness(transcript, &server) { $0.answer.contains("Model is not trained") }
    }
  }
}
