import Documents
import Foundation
import Synchronization
import Testing

@testable import Live

extension LiveTests {
  /// What becomes of single requests, over real loopback HTTP.
  @Suite struct ExchangeTests {
    private func answer(
      _ method: String, to raw: String, timeout: Double = 20
    ) async throws -> (outcome: Result<String, CallFailure>, requests: [WireRequest]) {
      let server = try ScriptedServer { _ in .raw(raw) }
      defer { server.stop() }
      let endpoint = try LiveTests.endpoint(server.address)
      do throws(CallFailure) {
        let answer = try await endpoint.send(
          method, "/x", method == "GET" ? nil : ["a": "b"], timeout: timeout)
        return (.success(answer.value["said"]?.scalar?.text ?? ""), server.requests)
      } catch {
        return (.failure(error), server.requests)
      }
    }

    @Test(arguments: ["GET", "POST", "DELETE"], [301, 302, 303, 307, 308])
    func `a redirection is not followed`(_ method: String, _ status: Int) async throws {
      let other = try ScriptedServer { _ in .json(200, "{}") }
      defer { other.stop() }
      let (outcome, requests) = try await answer(
        method,
        to: "HTTP/1.1 \(status) Elsewhere\r\nLocation: \(other.address)/\r\n"
          + "Content-Length: 2\r\n\r\n{}")
      #expect(outcome == .failure(.status(status, detail: "")))
      #expect(requests.count == 1 && other.requests.isEmpty)
    }

    @Test(arguments: ["Basic realm=\"x\"", "Digest realm=\"x\", nonce=\"y\"", "Bearer", "?"])
    func `a server that asks for a password is not waited for`(_ scheme: String) async throws {
      let body = #"{"detail": "who are you?"}"#
      let (outcome, requests) = try await answer(
        "POST",
        to: "HTTP/1.1 401 No\r\nWWW-Authenticate: \(scheme)\r\n"
          + "Content-Length: \(body.utf8.count)\r\n\r\n\(body)")
      #expect(outcome == .failure(.status(401, detail: "who are you?")))
      #expect(requests.count == 1)
    }

    @Test(arguments: [
      "HTTP/1.1 200 \r\n\r\n", "HTTP/1.1 200\r\n\r\n", "HTTP/1.0 200 OK\r\n\r\n",
      "HTTP/1.1 200 OK\r\nSet-Cookie: a=b\r\n\r\n",
      "HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 200 OK\r\nContent-Length: 15\r\n\r\n",
      "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\nX:\r\n\r\nf\r\n",
    ])
    func `unusual heads are understood`(_ head: String) async throws {
      let tail = head.contains("chunked") ? "\r\n0\r\n\r\n" : ""
      let (outcome, _) = try await answer("POST", to: head + #"{"said": "yes"}"# + tail)
      #expect(outcome == .success("yes"))
    }

    @Test(arguments: [
      "\r\n\r\n", "HTTP", "HTTP/1.1", "HTTP/1.1 abc OK\r\n\r\n{}", "HTTP/9.9 200 OK\r\n\r\n{}",
      "HTTP/1.1 200 OK\r\nContent-Length: -1\r\n\r\n{}",
      "HTTP/1.1 200 OK\r\n: x\r\nnonsense\r\n\r\n{",
      "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n{}",
      "HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: 2\r\n\r\n\u{1f}\u{8}",
      "HTTP/1.1 999999999999 OK\r\n\r\n{}", "HTTP/1.1 204 OK\r\n\r\n",
      "HTTP/1.1 200 OK\r\nX: " + String(repeating: "y", count: 400_000),
    ])
    func `nonsense is an error`(_ nonsense: String) async throws {
      let (outcome, requests) = try await answer("POST", to: nonsense, timeout: 5)
      #expect(throws: CallFailure.self) { try outcome.get() }
      #expect(outcome != .failure(.timedOut(seconds: 5)))
      #expect(requests.count == 1)
    }

    @Test func `a head that never ends is too large`() async throws {
      let line = "X: " + String(repeating: "y", count: 1000) + "\r\n"
      let (outcome, _) = try await answer(
        "POST", to: "HTTP/1.1 200 OK\r\n" + String(repeating: line, count: 17_000))
      #expect(throws: CallFailure.self) { try outcome.get() }
    }

    @Test func `a large body is sent whole, at once and once`() async throws {
      let server = try ScriptedServer { _ in .json(200, "{}") }
      defer { server.stop() }
      let text = String(repeating: "z", count: 300_000)
      _ = try await LiveTests.endpoint(server.address).send(
        "POST", "/x", ["a": .text(text)], timeout: 20)
      #expect(server.requests.map(\.body) == ["{\"a\":\"\(text)\"}"])
      #expect(server.requests.first?.head.contains("Expect") == false)
    }

    @Test func `a value cannot begin a header of its own`() async throws {
      let server = try ScriptedServer { _ in .emulated("{}") }
      defer { server.stop() }
      let endpoint = try LiveTests.endpoint(server.address)
      _ = try await endpoint.greet("/", timeout: 20)
      _ = try await endpoint.send(
        "GET", "/x", headers: ["X-One": "a\r\nX-Two: b"], timeout: 20)
      #expect(server.requests.last?.head.contains("\r\nX-One: aX-Two: b\r\n") == true)
    }

    @Test func `while an answer is waited for, nothing is done`() async throws {
      let server = try ScriptedServer { $0.path == "/quick" ? .json(200, "{}") : .silence }
      defer { server.stop() }
      let endpoint = try LiveTests.endpoint(server.address)
      _ = try await endpoint.send("GET", "/quick", timeout: 20)
      // The list of threads cannot be read while one of them ends.
      var before = 0.0
      try await eventually("the thread that carries requests is found") {
        guard let seconds = processorSeconds(ofThread: "HTTP") else { return false }
        before = seconds
        return true
      }
      await #expect(throws: CallFailure.timedOut(seconds: 1)) {
        try await endpoint.send("POST", "/x", ["a": "b"], timeout: 1)
      }
      try await eventually("the thread has hardly done anything meanwhile") {
        processorSeconds(ofThread: "HTTP").map { $0 - before < 0.1 } ?? false
      }
    }

    @Test func `requests that are given up leave no sockets behind`() async throws {
      let server = try ScriptedServer { $0.path == "/quick" ? .json(200, "{}") : .silence }
      defer { server.stop() }
      let endpoint = try LiveTests.endpoint(server.address)
      let before = openFiles
      for round in 0..<20 {
        await withTaskGroup { group in
          for number in 0..<20 {
            group.addTask {
              let path = (round + number).isMultiple(of: 2) ? "/quick" : "/never"
              _ = try? await endpoint.send(
                "POST", path, ["a": "b"], timeout: 0.002 * Double(number))
            }
          }
          if round.isMultiple(of: 3) { group.cancelAll() }
        }
      }
      _ = try await endpoint.send("GET", "/quick", timeout: 20)
      // Each given-up request has a socket on either side for as long as it takes to close.
      #expect(openFiles - before < 100)
    }
  }
}
