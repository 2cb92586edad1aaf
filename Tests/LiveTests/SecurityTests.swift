import Engine
import Foundation
import Testing

@testable import Live

extension LiveTests {
  /// Servers behind TLS, with certificates that are made for the test.
  @Suite(.enabled(if: SecureServer.isPossible, "needs openssl and python3"))
  struct SecurityTests {
    private func run(
      _ name: String, isTrusted: Bool = true, host: String = "127.0.0.1"
    ) async throws -> LiveOutcome {
      let server = try SecureServer(name: name)
      defer { withExtendedLifetime(server) {} }
      let run = LiveRun(
        scenario: Scenes.calls(20), options: Options(gpuCount: 4), calls: [],
        server: try settings(
          "https://\(host):\(server.port)/v1", backend: .openai,
          certificates: isTrusted ? server.certificate : nil))
      return try await run.run()
    }

    @Test(arguments: [("IP:127.0.0.1", "127.0.0.1"), ("DNS:localhost", "localhost")])
    func `a certificate that is trusted serves`(_ name: String, _ host: String) async throws {
      let outcome = try await run(name, host: host)
      try expectComplete(outcome)
      #expect(outcome.fallbacks.isEmpty, "\(outcome.fallbacks)")
    }

    @Test func `a certificate that nobody vouches for is one sentence`() async throws {
      let failure = await #expect(throws: LiveFailure.self) {
        try await run("IP:127.0.0.1", isTrusted: false)
      }
      let sentence = failure?.sentence ?? ""
      #expect(sentence.contains("cannot be used: its certificate is not trusted"), "\(sentence)")
    }

    @Test func `a certificate for another name is one sentence`() async throws {
      let failure = await #expect(throws: LiveFailure.self) { try await run("DNS:elsewhere") }
      let sentence = failure?.sentence ?? ""
      #expect(sentence.contains("cannot be used: its certificate is not trusted"), "\(sentence)")
    }

    @Test func `a file of certificates that is not there is one sentence`() async throws {
      let server = try ScriptedServer { _ in .hangUp }
      defer { server.stop() }
      let run = LiveRun(
        scenario: Scenes.calls(1), options: Options(gpuCount: 1), calls: [],
        server: try settings(
          "https://127.0.0.1:\(server.port)/v1", backend: .openai, certificates: "/no/such/file"))
      let failure = await #expect(throws: LiveFailure.self) { try await run.run() }
      #expect(failure?.sentence.contains("certificate") == true, "\(failure?.sentence ?? "")")
    }
  }
}
