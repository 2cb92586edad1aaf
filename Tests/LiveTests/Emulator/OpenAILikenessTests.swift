import Documents
import Engine
import Foundation
import Testing

@testable import Live

extension LiveTests {
  /// OpenAI's interface of the emulator, without a network.
  @Suite struct OpenAILikenessTests {
    private var bench = EmulatorBench()

    private mutating func chat(_ fields: String = "", content: String = #""Hello you""#)
      -> EmulatorReply
    {
      bench.ask(
        "POST", "v1/chat/completions",
        #"{"model": "org/a", "messages": [{"role": "user", "content": \#(content)}]\#(fields)}"#)
    }

    @Test mutating func `an answer has all fields and counts its tokens`() throws {
      let reply = chat(#", "max_tokens": 7"#)
      #expect(reply.status == 200)
      #expect(reply.seconds == 0.7)
      let body = reply.node
      #expect(body["id"]?.string?.hasPrefix("chatcmpl-") == true)
      #expect(body["object"]?.string == "chat.completion")
      #expect(body["created"]?.number() == 0)
      let choice = try #require(body["choices"]?.items?.first)
      #expect(choice["finish_reason"]?.string == "length")
      #expect(choice["message"]?["role"]?.string == "assistant")
      #expect(choice["message"]?["content"]?.string?.split(separator: " ").count == 7)
      let usage = try #require(body["usage"])
      #expect(usage["prompt_tokens"]?.number() == 7)
      #expect(usage["completion_tokens"]?.number() == 7)
      #expect(usage["total_tokens"]?.number() == 14)
    }

    @Test mutating func `without a limit an answer has the mean length and stops by itself`() {
      let reply = chat()
      #expect(reply.seconds == 4)
      #expect(reply.node["usage"]?["completion_tokens"]?.number() == 40)
      #expect(reply.node["choices"]?.items?.first?["finish_reason"]?.string == "stop")
      #expect(chat(#", "max_completion_tokens": 3, "max_tokens": 9"#).seconds == 0.3)
    }

    @Test mutating func `a stop ends the answer before it`() throws {
      let reply = chat(#", "max_tokens": 20, "stop": ["you", "nowhere"]"#)
      let choice = try #require(reply.node["choices"]?.items?.first)
      #expect(choice["message"]?["content"]?.string == "a on: Hello ")
      #expect(choice["finish_reason"]?.string == "stop")
    }

    @Test mutating func `content may come in parts`() {
      let parts = #"[{"type": "text", "text": "Hello"}, {"type": "image_url", "image_url": {}}]"#
      let reply = chat(#", "max_tokens": 3"#, content: parts)
      #expect(
        reply.node["choices"]?.items?.first?["message"]?["content"]?.string == "a on: Hello")
    }

    @Test(arguments: [1, 5, 200]) mutating func `a stream says what the whole answer says`(
      _ count: Int
    ) throws {
      let whole = chat(#", "max_tokens": \#(count)"#)
      let reply = chat(
        #", "max_tokens": \#(count), "stream": true, "stream_options": {"include_usage": true}"#)
      let stream = try #require(reply.stream)
      #expect(stream.count == count)
      #expect(reply.seconds == whole.seconds)
      let events = ((0..<count).map(stream.event) + stream.last).map { event in
        EmulatorBody(event.encoded, isJSON: true).node
      }
      let deltas = events.compactMap { $0?["choices"]?.items?.first?["delta"] }
      let text = deltas.compactMap { $0["content"]?.string }.joined()
      #expect(text == whole.node["choices"]?.items?.first?["message"]?["content"]?.string)
      #expect(deltas.compactMap { $0["role"]?.string } == ["assistant"])
      let usage = try #require(events.last??["usage"])
      #expect(usage["completion_tokens"]?.number() == Double(count))
      #expect(events.dropLast().allSatisfy { $0?["usage"]?.isNull == true })
      #expect(Set(events.map { $0?["id"]?.string }).count == 1)
    }

    @Test mutating func `completions take one prompt, several, or token numbers`() throws {
      func complete(_ fields: String) -> EmulatorReply {
        bench.ask("POST", "v1/completions", #"{"model": "org/a", \#(fields)}"#)
      }
      let one = complete(#""prompt": "Hi", "echo": true, "max_tokens": 2"#)
      #expect(one.node["object"]?.string == "text_completion")
      #expect(one.node["choices"]?.items?.first?["text"]?.string == "Hia on:")
      #expect(complete(#""prompt": ["Hi", "Ho"]"#).node["choices"]?.items?.count == 2)
      #expect(complete(#""prompt": [1, 2, 3]"#).node["usage"]?["prompt_tokens"]?.number() == 3)
      #expect(complete(#""prompt": "Hi""#).node["usage"]?["completion_tokens"]?.number() == 16)
      for wrong in [#""prompt": 5"#, #""prompt": []"#, #""prompt": [1, "x"]"#, #""suffix": "x""#] {
        #expect(complete(wrong).status == 400, "\(wrong)")
      }
    }

    @Test mutating func `models are listed and described, also with a slash`() {
      let names = bench.ask("GET", "v1/models").node["data"]?.items?.map { $0["id"]?.string }
      #expect(names == ["org/a", "b"])
      #expect(bench.ask("GET", "v1/models/org/a").node["id"]?.string == "org/a")
      #expect(bench.ask("GET", "v1/models/c").node["error"]?["code"]?.string == "model_not_found")
    }

    @Test(arguments: [
      (#"{"model": "c", "messages": [{"role": "user", "content": "x"}]}"#, 404, "model_not_found"),
      (#"{"messages": [{"role": "user", "content": "x"}]}"#, 400, nil),
      (#"{"model": "org/a"}"#, 400, "missing_required_parameter"),
      (#"{"model": "org/a", "messages": []}"#, 400, "empty_array"),
      (#"{"model": "org/a", "messages": [{"content": "x"}]}"#, 400, "missing_required_parameter"),
      (#"{"model": "org/a", "messages": [{"role": "x", "content": "x"}]}"#, 400, "invalid_value"),
      (#"{"model": 5, "messages": []}"#, 400, "invalid_type"),
      ("not json", 400, nil), ("", 400, nil), ("[]", 400, nil),
    ])
    mutating func `errors have OpenAI's form`(body: String, status: Int, code: String?) throws {
      let reply = bench.ask("POST", "v1/chat/completions", body)
      #expect(reply.status == status)
      let error = try #require(reply.node["error"])
      #expect(error["message"]?.string?.isEmpty == false)
      #expect(error["type"]?.string == "invalid_request_error")
      #expect(error["code"]?.string == code)
      #expect(error["param"] != nil)
    }

    @Test(arguments: [
      #""max_tokens": 0"#, #""max_tokens": 1.5"#, #""temperature": 3"#, #""top_p": -1"#,
      #""n": 2"#, #""stream": 1"#, #""stop": [1]"#, #""stop": ["a", "b", "c", "d", "e"]"#,
      #""stream_options": {}"#, #""temperature": "hot""#, #""max_tokens": 2000000"#,
    ])
    mutating func `a parameter out of bounds is named`(_ field: String) {
      let reply = chat(", " + field)
      #expect(reply.status == 400, "\(field)")
      #expect(reply.node["error"]?["param"]?.isNull == false, "\(field)")
    }

    @Test func `a key is asked for on OpenAI's paths alone`() {
      var bench = EmulatorBench(EmulatorSettings(gpuCount: 1, key: "right"))
      #expect(bench.ask("GET", "v1/models", key: "right").status == 200)
      #expect(bench.ask("GET", "v1/models").status == 401)
      let wrong = bench.ask("GET", "v1/models", key: "wrong")
      #expect(wrong.status == 401)
      #expect(wrong.node["error"]?["code"]?.string == "invalid_api_key")
      #expect(!wrong.text.contains("wrong") && !wrong.text.contains("right"))
      #expect(bench.ask("GET", "health").status == 200)
    }

    @Test mutating func `unknown paths and methods are errors of the same form`() {
      #expect(bench.ask("GET", "v1/nothing").status == 404)
      #expect(bench.ask("POST", "v1/models").status == 405)
      #expect(bench.ask("GET", "v1/chat/completions").node["error"]?["type"]?.string != nil)
    }
  }
}
