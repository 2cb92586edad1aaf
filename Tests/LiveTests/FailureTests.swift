import Documents
import Engine
import Foundation
import Synchronization
import Testing

@testable import Live

extension LiveTests {
  /// What a server can do wrong, over real loopback HTTP.
  @Suite struct FailureTests {
    /// Runs four calls on two GPUs against a server that mostly behaves.
    private func run(
      _ scenario: Scenario = Scenes.calls(4), timeout: Double = 20,
      _ exception: @escaping @Sendable (WireRequest) -> WireAnswer?
    ) async throws -> (outcome: LiveOutcome, script: GSwarmScript, server: ScriptedServer) {
      let script = GSwarmScript(exception)
      let server = try ScriptedServer { script.answer($0) }
      defer { server.stop() }
      let outcome = try await liveRun(scenario, gpus: 2, at: server.address, timeout: timeout).run()
      #expect(script.instances.isEmpty, "instances are left behind")
      try expectComplete(outcome)
      return (outcome, script, server)
    }

    @Test func `without failures nothing falls back, and each call is made once`() async throws {
      let (outcome, script, server) = try await run { _ in nil }
      #expect(outcome.fallbacks == [])
      #expect(outcome.estimates.allSatisfy { $0 == Estimate(seconds: 0.001, source: .measured) })
      #expect(script.prompts == [String](repeating: "Sample prompt", count: 4))
      #expect(server.count(of: "/standalone/serve") == 2)
      #expect(server.count(of: "/standalone/download") == 1)
    }

    @Test func `a password in the address is never shown`() async throws {
      let server = try ScriptedServer { _ in .json(500, "{}") }
      defer { server.stop() }
      let address = server.address.replacing("http://", with: "http://somebody:s3cret@")
      let failure = await #expect(throws: LiveFailure.self) {
        try await liveRun(Scenes.calls(1), gpus: 1, at: address).run()
      }
      let sentence = try #require(failure?.sentence)
      #expect(sentence.contains("http://127.0.0.1:"))
      #expect(!sentence.contains("s3cret") && !sentence.contains("somebody"))
    }

    @Test(arguments: [
      ("http://10.1.2.3:8000/v1", true), ("http://models.example/v1", true),
      ("https://models.example/v1", false), ("http://localhost:8000", false),
      ("http://127.0.0.1", false), ("http://[::1]:80", false),
    ])
    func `a key that leaves this machine unencrypted is warned of`(
      _ address: String, _ isWarned: Bool
    ) throws {
      let warning = try settings(address, backend: .openai, key: "s3cret").exposureWarning
      #expect((warning != nil) == isWarned)
      #expect(warning?.contains("s3cret") != true)
      #expect(try settings(address, backend: .openai).exposureWarning == nil)
    }

    @Test func `without a server there is one sentence`() async throws {
      let server = try ScriptedServer { _ in .hangUp }
      server.stop()
      let failure = await #expect(throws: LiveFailure.self) {
        try await liveRun(Scenes.calls(1), gpus: 1, at: server.address).run()
      }
      let sentence = try #require(failure?.sentence)
      #expect(sentence.contains("there is no model server at http://127.0.0.1:"))
    }

    @Test(arguments: [
      #"{"status": "sick"}"#, "<html>", "{}",
    ])
    func `a server that is not well is not used`(_ body: String) async throws {
      let server = try ScriptedServer { _ in .json(200, body) }
      defer { server.stop() }
      await #expect(throws: LiveFailure.self) {
        try await liveRun(Scenes.calls(1), gpus: 1, at: server.address).run()
      }
    }

    @Test(arguments: [429, 502, 503, 504])
    func `a failure that may pass is tried three times before the node falls back`(
      _ status: Int
    ) async throws {
      let (outcome, _, server) = try await run(Scenes.calls(1)) {
        $0.isCall ? .json(status, #"{"detail": "busy"}"#) : nil
      }
      #expect(server.count(of: "/standalone/call") == 3)
      #expect(outcome.fallbacks.map(\.reason) == ["the server answered \(status): busy"])
      #expect(outcome.estimates.map(\.source) == [.fallback])
    }

    @Test func `a call that works at the third attempt does not fall back`() async throws {
      let calls = Mutex(0)
      let (outcome, _, _) = try await run(Scenes.calls(1)) { request in
        guard request.isCall else { return nil }
        let number = calls.withLock { count in
          count += 1
          return count
        }
        return number < 3 ? .json(503, "{}") : nil
      }
      #expect(outcome.fallbacks == [])
    }

    @Test func `refused connections are tried again and heal`() async throws {
      let gone = try ScriptedServer { _ in .hangUp }
      gone.stop()
      let endpoint = try LiveTests.endpoint(gone.address)
      let servers = Mutex<[ScriptedServer]>([])
      let attempts = Mutex(0)
      let answer = try await retrying(pauses: [0, 0]) { () async throws(CallFailure) in
        let attempt = attempts.withLock { count in
          count += 1
          return count
        }
        if attempt == 3,
          let server = try? ScriptedServer(port: gone.port, script: { _ in .json(200, "[7]") })
        {
          servers.withLock { $0.append(server) }
        }
        return try await endpoint.send("GET", "/", timeout: 10)
      }
      #expect(answer.value.items?.first?.number() == 7)
      for server in servers.withLock({ $0 }) { server.stop() }
    }

    @Test(arguments: [
      (WireAnswer.json(200, "not JSON"), "reply is not JSON"),
      (.json(200, #"{"success": true, "data": {}}"#), "reply has neither response nor image_path"),
      (.json(200, #"{"success": false, "message": "no"}"#), "the server reported an error: no"),
      (.json(200, #"{"data": {"response": ["#), "reply is not JSON"),
      (
        .json(400, #"{"detail": "bad \u001b[2J prompt"}"#),
        "the server answered 400: bad ␛[2J prompt"
      ),
      (.huge(17 << 20), "an answer of more than 16 MB"),
      (.raw("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n{"), "broke off"),
      (.raw("HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\n{\"data\": 1}"), "reply is not JSON"),
      (.raw("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\n{\"a\""), "broke off"),
      (.raw("HTTP/1.1 200 OK\r\nX: " + String(repeating: "y", count: 300_000)), "too long"),
      (.raw("what?\r\n\r\n"), "the reply is not HTTP"),
      (.hangUp, "broke off"),
    ])
    func `an answer that cannot be used makes the node fall back, at once`(
      _ answer: WireAnswer, _ reason: String
    ) async throws {
      let (outcome, _, server) = try await run(Scenes.calls(1)) { $0.isCall ? answer : nil }
      #expect(outcome.fallbacks.map(\.reason).joined().contains(reason), "\(outcome.fallbacks)")
      #expect(server.count(of: "/standalone/call") == 1)
    }

    @Test func `an answer that comes byte by byte is an answer`() async throws {
      let (outcome, _, _) = try await run(Scenes.calls(1)) {
        $0.isCall ? .trickle(200, #"{"data": {"image_path": "/tmp/cat.png"}}"#) : nil
      }
      #expect(outcome.fallbacks == [])
    }

    @Test(arguments: [WireAnswer.silence, .endless])
    func `an answer that never ends is waited for until the deadline`(
      _ answer: WireAnswer
    ) async throws {
      let (outcome, _, server) = try await run(Scenes.calls(1), timeout: 0.3) {
        $0.isCall ? answer : nil
      }
      #expect(outcome.fallbacks.map(\.reason) == ["no answer within 0.3 s"])
      #expect(server.count(of: "/standalone/call") == 1)
    }

    @Test(arguments: ["download", "serve"])
    func `a model that cannot be had makes its nodes fall back`(_ step: String) async throws {
      let (outcome, _, server) = try await run { request in
        request.path == "/standalone/\(step)" ? .json(404, #"{"detail": "no such model"}"#) : nil
      }
      #expect(outcome.fallbacks.count == 4)
      #expect(server.count(of: "/standalone/call") == 0)
      #expect(outcome.trace.executions.allSatisfy { $0.executionTime >= 0.001 }, "not waited")
    }

    @Test func `a download may take longer than a call, and may be waited for too long`()
      async throws
    {
      let script = GSwarmScript { request in
        if request.path == "/standalone/download" { usleep(400_000) }
        return nil
      }
      let server = try ScriptedServer { script.answer($0) }
      defer { server.stop() }
      for (patience, fallbacks) in [(20.0, 0), (0.1, 1)] {
        let run = try liveRun(Scenes.calls(1), gpus: 1, at: server.address, timeout: 0.2) {
          $0.setUpTimeout = patience
        }
        #expect(try await run.run().fallbacks.count == fallbacks)
      }
    }

    @Test func `where one model cannot be had, the others run`() async throws {
      let (outcome, _, _) = try await run(Scenes.calls(6, models: 2)) { request in
        request.path == "/standalone/serve" && request.body.contains("m1") ? .json(500, "") : nil
      }
      #expect(outcome.fallbacks.count == 3)
    }

    @Test func `a server that dies takes no request with it`() async throws {
      let servers = Mutex<ScriptedServer?>(nil)
      let script = GSwarmScript { request in
        if request.path.hasPrefix("/standalone/call") {
          let server = servers.withLock { $0 }
          if let server, server.count(of: "/standalone/call") > 10 { server.stop() }
        }
        return nil
      }
      let server = try ScriptedServer { script.answer($0) }
      servers.withLock { $0 = server }
      let run = try liveRun(Scenes.calls(30), gpus: 3, at: server.address)
      let outcome = try await run.run()
      try expectComplete(outcome)
      #expect((15...25).contains(outcome.fallbacks.count), "\(outcome.fallbacks.count)")
      #expect(run.snapshot.warnings.contains { $0.contains("may still be on the server") })
      servers.withLock { $0 = nil }
    }
  }
}
