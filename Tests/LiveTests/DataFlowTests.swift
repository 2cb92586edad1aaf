import Documents
import Engine
import Testing
import Workload

@testable import Live

extension LiveTests {
  /// What is handed to models: prompts, settings, the right names.
  @Suite struct DataFlowTests {
    private static let data = CallData(
      inputs: [entry("question", "why?")],
      configurations: [
        Node.Entry(
          key: "a", keyPosition: .start,
          value: Node(
            .mapping([entry("max_length", "20"), entry("temperature", "0.5"), entry("mode", "no")]),
            at: .start))
      ])

    private static func entry(_ key: String, _ text: String) -> Node.Entry {
      Node.Entry(
        key: key, keyPosition: .start,
        value: Node(.scalar(Node.Scalar(text: text, isPlain: true)), at: .start))
    }

    @Test func `answers flow along the edges`() async throws {
      let script = GSwarmScript()
      let server = try ScriptedServer { script.answer($0) }
      defer { server.stop() }
      let outcome = try await liveRun(
        Scenes.diamond(), gpus: 1, at: server.address, calls: [Self.data]
      ).run()
      try expectComplete(outcome)
      // b, c and d find what a, b and c said; c's input is nobody's output.
      #expect(script.prompts == ["why?", "answer\nwhy?", "Sample prompt", "answer\nanswer"])
    }

    @Test func `a GSwarm call carries the node's configuration and its own prompt`() async throws {
      let script = GSwarmScript()
      let server = try ScriptedServer { script.answer($0) }
      defer { server.stop() }
      _ = try await liveRun(
        Scenes.diamond(), gpus: 1, at: server.address, calls: [Self.data]
      ).run()
      let calls = server.requests.filter { $0.path == "/standalone/call/i1" }
      #expect(
        calls.first?.body == """
          {"data":{"max_length":20,"mode":"no","prompt":"why?","temperature":0.5},"instance_id":"i1"}
          """)
      let serve = try #require(server.requests.first { $0.path == "/standalone/serve" })
      #expect(serve.body == #"{"device":"cuda:0","model_name":"org/m"}"#)
      #expect(server.count(of: "/standalone/load") == 0)
      #expect(server.count(of: "/standalone/estimate") == 0)
    }

    @Test func `a chat server gets messages and a key, and has no switches`() async throws {
      let server = try ScriptedServer { request in
        switch request.path {
        case "/v1/models": .json(200, #"{"data": []}"#)
        case "/v1/chat/completions":
          .json(200, #"{"choices": [{"message": {"content": "because"}}]}"#)
        default: .json(404, "{}")
        }
      }
      defer { server.stop() }
      let run = LiveRun(
        scenario: Scenes.diamond(), options: Options(gpuCount: 1), calls: [Self.data],
        server: try settings("\(server.address)/v1/", backend: .openai, key: "secret"))
      let outcome = try await run.run()
      try expectComplete(outcome)
      #expect(outcome.fallbacks.isEmpty)
      #expect(outcome.trace.executions.allSatisfy { $0.switchTime == 0 })
      let calls = server.requests.filter { $0.path == "/v1/chat/completions" }
      #expect(
        calls.map(\.body) == [
          #"{"max_tokens":20,"messages":[{"content":"why?","role":"user"}],"model":"org/m","temperature":0.5}"#,
          #"{"messages":[{"content":"because\nwhy?","role":"user"}],"model":"org/m"}"#,
          #"{"messages":[{"content":"Sample prompt","role":"user"}],"model":"org/m"}"#,
          #"{"messages":[{"content":"because\nbecause","role":"user"}],"model":"org/m"}"#,
        ])
      #expect(server.requests.allSatisfy { $0.head.contains("Bearer secret") })
    }

    @Test func `the wrong base address is told from no server`() async throws {
      let server = try ScriptedServer { _ in .json(404, "{}") }
      defer { server.stop() }
      let run = LiveRun(
        scenario: Scenes.diamond(), options: Options(gpuCount: 1), calls: [],
        server: try settings(server.address, backend: .openai))
      let failure = await #expect(throws: LiveFailure.self) { try await run.run() }
      #expect(failure?.sentence.hasSuffix("the server answered 404 to /models") == true)
    }

    @Test(arguments: ["", "localhost:8000", "ftp://x", "http://", "http://x?y", "http://x:99999"])
    func `what is no address is refused`(_ address: String) {
      #expect(ServerSettings(address: address, backend: .gswarm) == nil)
    }
  }
}
