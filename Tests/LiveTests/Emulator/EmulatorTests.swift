import Documents
import Engine
import Foundation
import Testing

@testable import Live

/// An emulated server without a network.
struct EmulatorBench {
  var server: EmulatedServer

  /// A machine of two GPUs for the models `org/a`, with tokens, and `b`, which takes both GPUs.
  init(_ settings: EmulatorSettings = EmulatorSettings(gpuCount: 2)) {
    server = EmulatedServer(
      Scenario(
        hardware: Hardware(pcieBandwidthGBPerSecond: 10, switchOverheadSeconds: 1),
        models: [
          Model(
            id: "a", memoryGB: 20, loadTimeSeconds: 5, tokensPerSecond: 10, tokenMean: 40,
            servedName: "org/a"),
          Model(id: "b", memoryGB: 30, gpusRequired: 2, loadTimeSeconds: 8),
        ], workflows: []), settings)
  }

  /// Asks the server and returns its answer.
  mutating func ask(
    _ method: String, _ path: String, _ body: String = "", expecting seconds: Double? = nil,
    key: String? = nil
  ) -> EmulatorReply {
    server.reply(
      to: EmulatorRequest(
        method: method, path: path.split(separator: "/").map(String.init),
        body: EmulatorBody(Array(body.utf8), isJSON: true), key: key, expectedSeconds: seconds))
  }

  mutating func download(_ model: String) {
    #expect(ask("POST", "standalone/download", #"{"model_name": "\#(model)"}"#).status == 200)
  }

  /// Serves a model and returns the name of the instance.
  mutating func serve(_ model: String, on device: String) throws -> String {
    let reply = ask(
      "POST", "standalone/serve", #"{"model_name": "\#(model)", "device": "\#(device)"}"#)
    return try #require(reply.node["data"]?["instance_id"]?.string)
  }

  mutating func call(_ instance: String, _ data: String) -> EmulatorReply {
    ask("POST", "standalone/call/\(instance)", #"{"instance_id": "x", "data": \#(data)}"#)
  }
}

extension EmulatorReply {
  /// The body as clients see it.
  var text: String { String(decoding: body.encoded, as: UTF8.self) }

  /// The body, parsed.
  var node: Node {
    EmulatorBody(body.encoded, isJSON: true).node ?? Node(.sequence([]), at: .start)
  }
}

extension LiveTests {
  /// Times, devices and weights, without a network.
  @Suite struct EmulatorTests {
    private var bench = EmulatorBench()

    @Test mutating func `serving takes the configuration's load and switch times`() throws {
      bench.download("org/a")
      bench.download("b")
      func serve(_ model: String, _ device: String) -> Double {
        bench.ask(
          "POST", "standalone/serve", #"{"model_name": "\#(model)", "device": "\#(device)"}"#
        ).seconds
      }
      #expect(serve("org/a", "cuda:0") == 5)
      #expect(serve("org/a", "cuda:0") == 0, "the weights are there")
      #expect(serve("b", "cuda:0,cuda:1") == 8, "cuda:1 is empty and takes longest")
      #expect(serve("org/a", "cuda:1") == 6)
      #expect(bench.server.instances.count == 4)
    }

    @Test mutating func `an offloaded model is switched from, and loaded again`() throws {
      bench.download("org/a")
      bench.download("b")
      _ = try bench.serve("org/a", on: "cuda:0")
      let offload = bench.ask(
        "POST", "standalone/offload", #"{"model_name": "org/a", "target": "disk"}"#)
      #expect(offload.node["data"]?["instances_stopped"]?.number() == 1)
      var copy = bench
      let again = #"{"model_name": "org/a", "device": "cuda:0"}"#
      #expect(bench.ask("POST", "standalone/serve", again).seconds == 5)
      let other = #"{"model_name": "b", "device": "cuda:0"}"#
      #expect(copy.ask("POST", "standalone/serve", other).seconds == 6, "20 and 30 GB, and 1 s")
    }

    @Test mutating func `a run that begins while nothing is served finds empty GPUs`() throws {
      bench.download("org/a")
      let instance = try bench.serve("org/a", on: "cuda:0")
      bench.download("b")
      let busy = bench.ask(
        "POST", "standalone/serve", #"{"model_name": "b", "device": "cuda:0"}"#)
      #expect(busy.seconds == 6)
      for name in bench.server.instances.map(\.name) {
        #expect(bench.ask("DELETE", "standalone/instance/\(name)").status == 200)
      }
      #expect(instance.count == 6)
      bench.download("b")
      let fresh = bench.ask(
        "POST", "standalone/serve", #"{"model_name": "b", "device": "cuda:0"}"#)
      #expect(fresh.seconds == 8)
    }

    @Test mutating func `calls take the caller's time, else that of their tokens`() throws {
      bench.download("org/a")
      let instance = try bench.serve("org/a", on: "cuda:0")
      #expect(bench.call(instance, #"{"prompt": "x", "max_length": 41}"#).seconds == 4)
      #expect(bench.call(instance, #"{"prompt": "x"}"#).seconds == 9.9, "100 with the prompt")
      let path = "standalone/call/\(instance)"
      let body = #"{"instance_id": "", "data": {"prompt": "x"}}"#
      #expect(bench.ask("POST", path, body, expecting: 7).seconds == 7)
    }

    @Test func `load times are multiplied, calls are not`() throws {
      var bench = EmulatorBench(EmulatorSettings(gpuCount: 2, loadTimes: 3))
      bench.download("org/a")
      let serve = #"{"model_name": "org/a", "device": "cuda:0"}"#
      #expect(bench.ask("POST", "standalone/serve", serve).seconds == 15)
      let name = try #require(bench.server.instances.first?.name)
      #expect(bench.call(name, #"{"prompt": "x", "max_length": 41}"#).seconds == 4)
    }

    @Test func `a serial server begins with a request when the one before is answered`() throws {
      for isSerial in [true, false] {
        var bench = EmulatorBench(EmulatorSettings(gpuCount: 2, isSerial: isSerial))
        bench.download("org/a")
        let instance = try bench.serve("org/a", on: "cuda:0")
        let call = bench.call(instance, #"{"prompt": "x", "max_length": 41}"#)
        let health = bench.ask("GET", "health")
        #expect(call.dueAt.seconds(since: MachineInstant(nanoseconds: 0)) == (isSerial ? 9 : 4))
        #expect((health.dueAt == call.dueAt) == isSerial)
      }
    }

    @Test mutating func `an answer has the length that is asked for and begins with the prompt`()
      throws
    {
      bench.download("org/a")
      let instance = try bench.serve("org/a", on: "cuda:0")
      for prompt in ["x", "Grüße", "日本語 と", "a\nb"] {
        for length in [prompt.utf8.count + 1, prompt.utf8.count + 7, 100, 5000] {
          let data = AnswerJSON.object([
            ("prompt", .text(prompt)), ("max_length", .whole(length)),
          ])
          let reply = bench.call(instance, String(decoding: data.encoded, as: UTF8.self))
          let response = try #require(reply.node["data"]?["response"]?.string)
          #expect(response.hasPrefix(prompt))
          #expect(response.utf8.count == length)
        }
      }
    }

    @Test(arguments: ["-1e30", "-1", "1e300", "1e999", "\"many\"", "[]", "null", "1e10", "true"])
    mutating func `a length that makes no sense is refused`(_ limit: String) throws {
      bench.download("org/a")
      let instance = try bench.serve("org/a", on: "cuda:0")
      #expect(bench.call(instance, #"{"prompt": "x", "max_length": \#(limit)}"#).status == 500)
      guard limit != "null" else { return }
      let chat =
        #"{"model": "org/a", "messages": [{"role": "user", "content": "x"}], "max_tokens": \#(limit)}"#
      #expect(bench.ask("POST", "v1/chat/completions", chat).status == 400)
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
      let text = #"{"model": "m0", "messages": [{"role": "user", "content": "x"}]}"#
      let body = EmulatorBody(Array(text.utf8), isJSON: true)
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
  }
}
