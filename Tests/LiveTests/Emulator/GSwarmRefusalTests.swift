import Documents
import Engine
import Foundation
import Testing

@testable import Live

extension LiveTests {
  /// Requests that the GSwarm server refuses, and the devices that it knows.
  @Suite struct GSwarmRefusalTests {
    private var bench = EmulatorBench()

    // The answers of FastAPI 0.165 with pydantic 2.14 to the same models.
    @Test(arguments: [
      (
        #"{"model_name":"a","device":null}"#,
        #"{"type":"string_type","loc":["body","device","str"],"msg":"Input should be a valid string","input":null},{"type":"list_type","loc":["body","device","list[str]"],"msg":"Input should be a valid list","input":null}"#
      ),
      (
        #"{"model_name":5}"#,
        #"{"type":"string_type","loc":["body","model_name"],"msg":"Input should be a valid string","input":5}"#
      ),
      (
        #"{"model_name":"a","device":["x",1,{}]}"#,
        #"{"type":"string_type","loc":["body","device","str"],"msg":"Input should be a valid string","input":["x",1,{}]},{"type":"string_type","loc":["body","device","list[str]",1],"msg":"Input should be a valid string","input":1},{"type":"string_type","loc":["body","device","list[str]",2],"msg":"Input should be a valid string","input":{}}"#
      ),
      (
        "[]",
        #"{"type":"model_attributes_type","loc":["body"],"msg":"Input should be a valid dictionary or object to extract fields from","input":[]}"#
      ),
      (
        #""x""#,
        #"{"type":"model_attributes_type","loc":["body"],"msg":"Input should be a valid dictionary or object to extract fields from","input":"x"}"#
      ),
      ("", #"{"type":"missing","loc":["body"],"msg":"Field required","input":null}"#),
      ("{}", #"{"type":"missing","loc":["body","model_name"],"msg":"Field required","input":{}}"#),
      (
        #"{"a":nul}"#,
        #"{"type":"json_invalid","loc":["body",5],"msg":"JSON decode error","input":{},"ctx":{"error":"Expecting value"}}"#
      ),
    ])
    mutating func `bodies that do not fit are refused with a list`(body: String, problems: String) {
      let reply = bench.ask("POST", "standalone/serve", body)
      #expect(reply.status == 422)
      #expect(reply.text == #"{"detail":[\#(problems)]}"#)
    }

    @Test mutating func `a body that does not claim to be JSON is a text`() {
      let reply = bench.server.reply(
        to: EmulatorRequest(
          method: "POST", path: ["standalone", "load"],
          body: EmulatorBody(Array(#"{"model_name":"a"}"#.utf8), isJSON: false)))
      #expect(reply.status == 422)
      #expect(reply.text.hasSuffix(##""input":"{\"model_name\":\"a\"}"}]}"##))
    }

    @Test(arguments: [
      ("cuda:0", "cuda:0"), ("cuda:1,0", "cuda:1,cuda:0"), ("cuda:0, cuda:1", "cuda:0,cuda:1"),
      ("auto", "cuda:0,cuda:1"), ("cpu", "cpu"), (" cuda:1 ", "cuda:1"),
      ("cuda:2", "!400: GPU device cuda:2 not available"),
      ("cuda:0,cuda:2", "!400: GPU device cuda:2 not available"),
      ("cuda:0,", "!Invalid device specification: "),
      ("cuda:0,x", "!Invalid device specification: x"),
      ("cuda:x", "!invalid literal for int() with base 10: 'x'"),
      ("cuda:-1", "!400: GPU device cuda:-1 not available"),
      ("tpu", "!Expected one of cpu, cuda device type at start of device string: tpu"),
    ])
    mutating func `devices are read as the real server reads them`(device: String, answer: String) {
      bench.download("org/a")
      let reply = bench.ask(
        "POST", "standalone/serve", #"{"model_name": "org/a", "device": "\#(device)"}"#)
      let expected = answer.hasPrefix("!") ? nil : answer
      #expect(reply.node["data"]?["device"]?.string == expected)
      #expect(reply.status == (expected == nil ? 500 : 200))
      #expect(reply.node["detail"]?.string == (expected == nil ? String(answer.dropFirst()) : nil))
      #expect(bench.server.instances.count == (expected == nil ? 0 : 1))
    }

    @Test mutating func `weights stay where they were loaded first`() throws {
      bench.download("org/a")
      let first = try bench.serve("org/a", on: "cuda:1")
      let second = try bench.serve("org/a", on: "cuda:0")
      for instance in [first, second] {
        let reply = bench.call(instance, #"{"prompt": "x"}"#)
        #expect(reply.node["data"]?["device_used"]?.string == "cuda:1")
      }
      let load = bench.ask("POST", "standalone/load", #"{"model_name": "org/a"}"#)
      #expect(load.node["data"]?["device"]?.string == "cuda:1")
      #expect(load.seconds == 0)
      #expect(bench.server.inMemory.count == 1)
    }

    @Test mutating func `deleting an instance frees nothing, offloading does`() throws {
      bench.download("org/a")
      let instance = try bench.serve("org/a", on: "cuda:0")
      #expect(bench.ask("DELETE", "standalone/instance/\(instance)").status == 200)
      #expect(bench.server.inMemory.count == 1)
      _ = bench.ask("POST", "standalone/offload", #"{"model_name": "org/a", "target": "disk"}"#)
      #expect(bench.server.inMemory.isEmpty)
      #expect(bench.server.onDisk.count == 1)
    }

    @Test(arguments: [
      (#"{"prompt": "Hello", "temperature": 0}"#, "`temperature` (=0) has to be"),
      (#"{"prompt": "Hello", "temperature": 2}"#, "`temperature` (=2) has to be"),
      (#"{"prompt": "Hello", "temperature": 0.0}"#, "set `do_sample=False`."),
      (#"{"prompt": 5}"#, "text input must be of type `str`"),
      (#"{"prompt": "Hello", "max_length": 5}"#, "Input length of input_ids is 5, but"),
      (#"{"prompt": "Hello", "max_length": []}"#, "instances of 'int' and 'list'"),
    ])
    mutating func `calls fail in the words of the real libraries`(data: String, words: String)
      throws
    {
      bench.download("org/a")
      let instance = try bench.serve("org/a", on: "cuda:0")
      let reply = bench.call(instance, data)
      #expect(reply.status == 500)
      #expect(reply.node["detail"]?.string?.contains(words) == true, "\(reply.text)")
    }

    @Test mutating func `paths and methods are told apart as by the real framework`() {
      #expect(bench.ask("GET", "standalone/call/x").status == 405)
      #expect(bench.ask("GET", "standalone/call/x").headers["Allow"] == "POST")
      #expect(bench.ask("POST", "health").headers["Allow"] == "GET")
      #expect(bench.ask("POST", "standalone/call").status == 404)
      let redirection = bench.server.reply(
        to: EmulatorRequest(method: "GET", path: ["health", ""]))
      #expect(redirection.status == 307)
      #expect(redirection.headers["Location"] == "/health")
    }

    @Test mutating func `ports that are never given back do not run out`() throws {
      bench.download("org/a")
      for _ in 0..<12_000 {
        let instance = try bench.serve("org/a", on: "cuda:0")
        #expect(instance.count == 6)
        _ = bench.ask("POST", "standalone/offload", #"{"model_name": "org/a", "target": "disk"}"#)
      }
      #expect(bench.server.ports.used.count <= 5_000)
    }
  }
}
