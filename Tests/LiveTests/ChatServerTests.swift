import Audit
import Documents
import Engine
import Foundation
import Synchronization
import Testing
import Workload

@testable import Live

extension LiveTests {
  /// Servers with OpenAI's interface as they really are.
  @Suite struct ChatServerTests {
    private func run(
      _ scenario: Scenario = Scenes.calls(1), key: String? = nil,
      _ answer: @escaping @Sendable (WireRequest) -> WireAnswer
    ) async throws -> (outcome: LiveOutcome, run: LiveRun, server: ScriptedServer) {
      let server = try ScriptedServer { request in
        request.path == "/v1/models" ? .json(200, #"{"data": []}"#) : answer(request)
      }
      defer { server.stop() }
      let run = LiveRun(
        scenario: scenario, options: Options(gpuCount: 1), calls: [],
        server: try settings("\(server.address)/v1", backend: .openai, key: key))
      let outcome = try await run.run()
      try expectComplete(outcome)
      return (outcome, run, server)
    }

    private static func stream(_ events: [String], type: String = "text/event-stream") -> WireAnswer
    {
      let body = events.map { "data: \($0)\n\n" }.joined()
      return .raw("HTTP/1.1 200 OK\r\nContent-Type: \(type)\r\n\r\n\(body)")
    }

    @Test(arguments: ["text/event-stream; charset=utf-8", "application/json"])
    func `a stream that nobody asked for is put together`(_ type: String) async throws {
      let pieces = ["Hel", "lo", " wörld"].map {
        #"{"choices": [{"delta": {"content": "\#($0)"}}]}"#
      }
      let answers = Mutex<[String]>([])
      let (outcome, _, _) = try await run(Scenes.diamond()) { request in
        answers.withLock { $0.append(request.body) }
        return Self.stream(
          [#"{"choices": [{"delta": {"role": "assistant"}}]}"#] + pieces + [
            #"{"choices": [{"delta": {}, "finish_reason": "stop"}]}"#,
            #"{"choices": [], "usage": {"completion_tokens": 3}}"#, "[DONE]",
          ], type: type)
      }
      #expect(outcome.fallbacks.isEmpty, "\(outcome.fallbacks)")
      #expect(answers.withLock { $0[1] }.contains("Hello wörld"))
      #expect(outcome.tokens == [3, 3, 3, 3])
      let log = try readBack(outcome)
      #expect(log.executions.map(\.completionTokens) == [3, 3, 3, 3])
    }

    @Test(arguments: [
      ("data: a\ndata: b\n\ndata:c", ["a\nb", "c"]), (": ping\r\n\r\ndata: x\r\n\r\n", ["x"]),
      ("event: y\rdata: z\r\r", ["z"]), ("", []), ("id: 1\n\n", []),
    ])
    func `events are told apart by empty lines`(_ text: String, _ events: [String]) {
      let found = EventStream.events(in: Data(text.utf8))
      #expect(found.map { String(decoding: $0, as: UTF8.self) } == events)
    }

    @Test(arguments: [
      (#"{"error": {"message": "model is loading"}}"#, "reported an error: model is loading"),
      (#"{"error": "no"}"#, "reported an error: no"), ("{}", "no choices[0].message"),
      (#"{"choices": [{"message": {"content": 5}}], "error": null}"#, ""),
    ])
    func `an error in an answer of status 200 is an error`(
      _ body: String, _ reason: String
    ) async throws {
      let (outcome, _, server) = try await run { _ in .json(200, body) }
      #expect(outcome.fallbacks.count == (reason.isEmpty ? 0 : 1))
      #expect(outcome.fallbacks.allSatisfy { $0.reason.contains(reason) }, "\(outcome.fallbacks)")
      #expect(server.count(of: "/v1/chat") == 1)
    }

    @Test func `an error in a stream is an error`() async throws {
      let (outcome, _, _) = try await run { _ in
        Self.stream([
          #"{"choices": [{"delta": {"content": "Hel"}}]}"#, #"{"error": {"message": "killed"}}"#,
        ])
      }
      #expect(outcome.fallbacks.map(\.reason) == ["the server reported an error: killed"])
    }

    @Test func `a server that asks to be left alone is left alone so long`() async throws {
      let times = Mutex<[ContinuousClock.Instant]>([])
      let (outcome, _, _) = try await run { _ in
        let count = times.withLock { times in
          times.append(.now)
          return times.count
        }
        guard count == 1 else { return .json(200, #"{"choices": [{"message": {}}]}"#) }
        let body = #"{"error": {"message": "slow down"}}"#
        return .raw(
          "HTTP/1.1 429 Too Many Requests\r\nRetry-After: 0.3\r\n"
            + "Content-Length: \(body.utf8.count)\r\n\r\n\(body)")
      }
      #expect(outcome.fallbacks.isEmpty)
      let instants = times.withLock { $0 }
      #expect(instants[1] - instants[0] >= .seconds(0.3))
    }

    @Test func `Retry-After is a number or a date`() throws {
      let now = Date(timeIntervalSince1970: 1_445_412_480)
      #expect(HTTPAnswer.seconds("120", now: now) == 120)
      #expect(HTTPAnswer.seconds("Wed, 21 Oct 2015 07:28:30 GMT", now: now) == 30)
      #expect(HTTPAnswer.seconds("Wed, 21 Oct 2015 07:00:00 GMT", now: now) == 0)
      for text in ["", "soon", "nan", "inf", "-"] {
        #expect(HTTPAnswer.seconds(text, now: now) == nil)
      }
      #expect(HTTPAnswer.seconds("-5", now: now) == 0)
    }

    @Test func `the node's settings are forwarded, and an answer has a limit`() {
      let configuration: [String: JSONValue] = [
        "temperature": .number(0.5), "top_p": .number(0.9), "stop": .list(["a"]),
        "seed": .number(1), "presence_penalty": .number(0), "frequency_penalty": .number(2),
        "system": "Be short.", "steps": .number(3),
      ]
      func text(_ call: ModelCall) -> String {
        String(decoding: OpenAIServer.body(of: call).encoded, as: UTF8.self)
      }
      let call = ModelCall(model: "m", prompt: "p", configuration: configuration, tokenMean: 7.5)
      #expect(
        text(call) == """
          {"frequency_penalty":2,"max_tokens":8,"messages":[{"content":"Be short.","role":"system"},\
          {"content":"p","role":"user"}],"model":"m","presence_penalty":0,"seed":1,"stop":["a"],\
          "temperature":0.5,"top_p":0.9}
          """)
      var limited = call
      limited.configuration = ["max_length": .number(3)]
      #expect(text(limited).contains(#""max_tokens":3"#))
      #expect(!text(ModelCall(model: "m", prompt: "p")).contains("max_tokens"))
    }

    @Test func `a key that a server repeats is never shown`() async throws {
      let key = "sk-s3cret/key+"
      let (outcome, run, server) = try await run(key: key) { request in
        .json(401, #"{"error": {"message": "wrong key \#(key) in Bearer \#(key)"}}"#)
      }
      let texts = outcome.fallbacks.map(\.reason) + run.snapshot.warnings
      #expect(texts.contains { $0.contains("wrong key [secret] in Bearer [secret]") })
      #expect(!texts.joined().contains(key))
      #expect(server.requests.allSatisfy { $0.head.contains("Bearer \(key)") })
    }

    @Test func `a password of the address that a server repeats is never shown`() throws {
      let url = try #require(URL(string: "http://me:p%40ss@host"))
      let failure = CallFailure.status(401, detail: "p@ss, p%40ss and Basic bWU6cEBzcw==")
      #expect(
        failure.hiding(Endpoint.secrets(of: url, key: nil)).sentence
          == "the server answered 401: [secret], [secret] and Basic [secret]")
    }

    @Test func `a server that loads models itself has no switches, and check accepts that`()
      async throws
    {
      let (outcome, run, _) = try await run(Scenes.calls(6, models: 2)) { _ in
        .json(200, #"{"choices": [{"message": {"content": "x"}}]}"#)
      }
      let log = try readBack(outcome)
      #expect(log.summary.totalModelSwitches == 0 && log.summary.backend == "openai")
      #expect(outcome.trace.executions.allSatisfy { $0.replaced == .nothing })
      #expect(run.snapshot.growingTrace.executions.allSatisfy { $0.replaced == .nothing })
      #expect(!LiveReport(outcome, makespan: 1, meanLatency: 1).lines.joined().contains("switch"))
    }
  }
}
