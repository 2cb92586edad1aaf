import Documents
import Engine
import Foundation
import Synchronization
import Testing
import Workload

@testable import Live

extension LiveTests {
  /// The facts about the GSwarm server that cost wrong numbers, each against a server like that.
  @Suite struct GSwarmFactsTests {
    private func run(
      _ scenario: Scenario = Scenes.calls(1), gpus: Int = 1, calls: [CallData] = [],
      against script: GSwarmScript, _ change: (inout ServerSettings) -> Void = { _ in }
    ) async throws -> (outcome: LiveOutcome, run: LiveRun, server: ScriptedServer) {
      let server = try ScriptedServer { script.answer($0) }
      defer { server.stop() }
      let run = try liveRun(scenario, gpus: gpus, at: server.address, calls: calls, change)
      let outcome = try await run.run()
      try expectComplete(outcome)
      return (outcome, run, server)
    }

    // MARK: 1: Errors

    @Test(arguments: [
      (500, "404: Path not found", "the server answered 404: Path not found"),
      (500, "400: LLM models require 'prompt'", "the server answered 400: LLM models require"),
      (500, "'height'", "the server answered 500: 'height'"),
      (500, "`temperature` (=0) has to be a", "the server answered 500: `temperature` (=0) has"),
      (500, "Input length of input_ids is 64, but", "the server answered 500: Input length"),
      (500, "12: no status", "the server answered 500: 12: no status"),
      (404, "500: x", "the server answered 404: 500: x"),
    ])
    func `a number before the detail of a 500 is the status, and what is permanent is tried once`(
      _ status: Int, _ detail: String, _ reason: String
    ) async throws {
      let instances = Mutex(0)
      let script = GSwarmScript { request in
        if request.path == "/standalone/serve" { instances.withLock { $0 += 1 } }
        return request.isCall ? .json(status, #"{"detail": "\#(detail)"}"#) : nil
      }
      let (outcome, _, server) = try await run(against: script)
      #expect(outcome.fallbacks.first?.reason.hasPrefix(reason) == true, "\(outcome.fallbacks)")
      // What is not found may have been lost by a restart: it is served anew, once.
      #expect(server.count(of: "/standalone/call") == (reason.contains("404") ? 2 : 1))
    }

    @Test func `a list of invalid fields is shown with their places`() async throws {
      let detail = """
        {"detail": [{"type": "missing", "loc": ["body", "prompt"], "msg": "Field required"}, \
        {"loc": ["body", 0], "msg": "JSON decode error"}]}
        """
      let script = GSwarmScript { $0.isCall ? .json(422, detail) : nil }
      let (outcome, _, server) = try await run(against: script)
      #expect(
        outcome.fallbacks.map(\.reason) == [
          "the server answered 422: body.prompt: Field required; body.0: JSON decode error"
        ])
      #expect(server.count(of: "/standalone/call") == 1)
    }

    // MARK: 2: Restarts

    @Test func `a restart is got over: models are set up anew, and it is said once`() async throws {
      let scripts = Mutex<GSwarmScript?>(nil)
      let calls = Mutex(0)
      let script = GSwarmScript { request in
        guard request.isCall else { return nil }
        let number = calls.withLock { count in
          count += 1
          return count
        }
        if number == 4 { scripts.withLock { $0 }?.restart() }
        return nil
      }
      scripts.withLock { $0 = script }
      let (outcome, run, server) = try await run(
        Scenes.calls(16, models: 2, seconds: 0.001), gpus: 2, against: script)
      #expect(outcome.fallbacks.isEmpty, "\(outcome.fallbacks)")
      let warnings = run.snapshot.warnings.filter { $0.contains("has lost its models") }
      #expect(warnings.count == 1, "\(run.snapshot.warnings)")
      #expect(server.count(of: "/standalone/download") > 2)
      #expect(script.instances.isEmpty)
      scripts.withLock { $0 = nil }
    }

    @Test func `two restarts are two`() async throws {
      let scripts = Mutex<GSwarmScript?>(nil)
      let calls = Mutex(0)
      let script = GSwarmScript { request in
        guard request.isCall else { return nil }
        let number = calls.withLock { count in
          count += 1
          return count
        }
        if [3, 7].contains(number) { scripts.withLock { $0 }?.restart() }
        return nil
      }
      scripts.withLock { $0 = script }
      let (outcome, run, _) = try await run(Scenes.calls(8), against: script)
      #expect(outcome.fallbacks.isEmpty)
      #expect(run.snapshot.warnings.count { $0.contains("has lost its models") } == 2)
      scripts.withLock { $0 = nil }
    }

    // MARK: 3: Estimates

    @Test func `a live run asks for no estimates and predicts by the scenario`() async throws {
      let (outcome, _, server) = try await run(
        Scenes.calls(5, seconds: 0.25), against: GSwarmScript())
      #expect(server.count(of: "/standalone/estimate") == 0)
      #expect(outcome.estimates.allSatisfy { $0.seconds == 0.25 && $0.source == .measured })
    }

    // MARK: 4: Serving and evicting

    @Test func `nothing is loaded, and an evicted model is offloaded to disk`() async throws {
      let script = GSwarmScript()
      let (outcome, _, server) = try await run(Scenes.calls(4, models: 2), against: script)
      #expect(outcome.fallbacks.isEmpty)
      #expect(server.count(of: "/standalone/load") == 0)
      let offloads = server.requests.filter { $0.path == "/standalone/offload" }
      #expect(offloads.count == server.count(of: "/standalone/serve"))
      #expect(
        offloads.allSatisfy { $0.field("target") == "disk" && $0.field("model_name") != "" })
      #expect(server.count(of: "/standalone/instance") == 0)
      #expect(script.instances.isEmpty)
    }

    @Test func `a model on two GPUs is warned of, and deleted before it is offloaded`()
      async throws
    {
      let gate = Mutex(0)
      // Both GPUs are to serve the model at the same time.
      let script = GSwarmScript { request in
        guard request.isCall else { return nil }
        gate.withLock { $0 += 1 }
        let deadline = ContinuousClock.now + .seconds(20)
        while gate.withLock({ $0 }) < 2, ContinuousClock.now < deadline { usleep(1000) }
        return nil
      }
      let (outcome, run, server) = try await run(Scenes.calls(4), gpus: 2, against: script)
      #expect(outcome.fallbacks.isEmpty)
      #expect(
        run.snapshot.warnings == ["the server keeps one copy of m0: GPUs 0, 1 share it"])
      #expect(server.count(of: "/standalone/instance") == 1)
      #expect(server.count(of: "/standalone/offload") == 1)
      #expect(script.instances.isEmpty)
    }

    @Test func `an instance of somebody else is not stopped`() async throws {
      let script = GSwarmScript()
      script.addForeign("theirs", of: "m0")
      let (_, _, server) = try await run(Scenes.calls(4, models: 2), against: script)
      #expect(script.instances == ["theirs"])
      let offloaded = server.requests.filter { $0.path == "/standalone/offload" }
        .map { $0.field("model_name") }
      #expect(Set(offloaded) == ["m1"])
    }

    @Test func `where a model cannot be offloaded, its instance is deleted`() async throws {
      let script = GSwarmScript { request in
        request.path == "/standalone/offload" ? GSwarmScript.error("400: no such target") : nil
      }
      let (_, run, _) = try await run(Scenes.calls(4, models: 2), against: script)
      #expect(script.instances.isEmpty && run.snapshot.warnings.isEmpty)
    }

    @Test func `on the processor every GPU is the device cpu, groups too`() async throws {
      let script = GSwarmScript()
      let (_, _, server) = try await run(Scenes.calls(2, gpusRequired: 2), gpus: 2, against: script)
      {
        $0.devices = .cpu
      }
      let serve = try #require(server.requests.first { $0.path == "/standalone/serve" })
      #expect(serve.field("device") == "cpu")
    }

    // MARK: 6: Prompts

    private static func data(_ text: String, _ configuration: [(String, String)]) -> CallData {
      func entry(_ key: String, _ text: String, isPlain: Bool) -> Node.Entry {
        Node.Entry(
          key: key, keyPosition: .start,
          value: Node(.scalar(Node.Scalar(text: text, isPlain: isPlain)), at: .start))
      }
      return CallData(
        inputs: [entry("question", text, isPlain: false)],
        configurations: [
          Node.Entry(
            key: "a", keyPosition: .start,
            value: Node(
              .mapping(configuration.map { entry($0.0, $0.1, isPlain: true) }), at: .start))
        ])
    }

    @Test func `a prompt that is repeated in the response is not handed on`() async throws {
      let script = GSwarmScript { request in
        request.isCall
          ? GSwarmScript.success(
            #"{"response": "\#((request.prompt ?? "").replacing("\n", with: "\\n")) and so on"}"#)
          : nil
      }
      let (outcome, _, server) = try await run(
        Scenes.diamond(), calls: [Self.data("why?", [])], against: script)
      #expect(outcome.fallbacks.isEmpty)
      #expect(
        server.requests.compactMap(\.prompt) == [
          "why?", " and so on\nwhy?", "Sample prompt", " and so on\n and so on",
        ])
    }

    @Test(arguments: [
      ("abc", "abcd", "d"), ("abc", "xabc", "xabc"), (" abc\n", "abc d", " d"), ("", "x", "x"),
      // The same character, written in two ways: not the bytes that were sent.
      ("e\u{301}", "\u{e9}x", "\u{e9}x"),
    ])
    func `only the very bytes of the prompt are taken off`(
      _ prompt: String, _ response: String, _ rest: String
    ) {
      #expect(Array(GSwarmServer.withoutPrompt(prompt, response).utf8) == Array(rest.utf8))
    }

    @Test func `the length counts the prompt and the usual answer, unless the node says`() {
      func length(_ call: ModelCall) -> JSONValue? {
        guard case .object(let data) = GSwarmServer.data(of: call) else { return nil }
        return data["max_length"]
      }
      #expect(length(ModelCall(model: "m", prompt: "é?")) == .number(103))
      #expect(length(ModelCall(model: "m", prompt: "é?", tokenMean: 7.5)) == .number(11))
      #expect(
        length(ModelCall(model: "m", prompt: "é?", configuration: ["max_length": .number(5)]))
          == .number(5))
    }

    @Test func `the node's configuration goes along, but for a prompt of its own`() async throws {
      let script = GSwarmScript()
      let (_, _, server) = try await run(
        Scenes.diamond(), calls: [Self.data("why?", [("prompt", "other"), ("steps", "3")])],
        against: script)
      let call = try #require(server.requests.first { $0.isCall })
      #expect(
        call.body == #"{"data":{"max_length":104,"prompt":"why?","steps":3},"instance_id":"i1"}"#)
    }

    // MARK: Names of instances

    @Test func `an instance that is named like the key is none`() async throws {
      let script = GSwarmScript { request in
        request.path == "/standalone/serve"
          ? GSwarmScript.success(#"{"instance_id": "key-s3cret"}"#) : nil
      }
      let server = try ScriptedServer { script.answer($0) }
      defer { server.stop() }
      let run = LiveRun(
        scenario: Scenes.calls(1), options: Options(gpuCount: 1), calls: [],
        server: try settings(server.address, key: "s3cret"))
      #expect(try await run.run().fallbacks.count == 1)
      #expect(!run.snapshot.warnings.joined().contains("s3cret"))
    }

    @Test(arguments: ["null", "\"\"", "\".\"", "\"..\"", "\"a\\nb\"", "[1]", "\"a b\""])
    func `a name that cannot be part of a path is no instance`(_ name: String) async throws {
      let script = GSwarmScript { request in
        request.path == "/standalone/serve"
          ? GSwarmScript.success(#"{"instance_id": \#(name)}"#) : nil
      }
      let (outcome, _, server) = try await run(against: script)
      #expect(
        outcome.fallbacks.map(\.reason) == [
          "unusable answer: reply has no instance_id that can be used"
        ])
      #expect(server.count(of: "/standalone/call") == 0)
    }
  }
}
