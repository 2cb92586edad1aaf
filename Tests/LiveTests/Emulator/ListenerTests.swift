import Engine
import Foundation
import Glibc
import Testing

@testable import Live

extension LiveTests {
  /// Clients that misbehave, against the emulator on a port.
  @Suite struct ListenerTests {
    /// Runs an emulator of one model, whose limits are given.
    private func withListener(
      _ limits: ListenerLimits = ListenerLimits(connections: 1000),
      _ body: (UInt16) async throws -> Void
    ) async throws {
      let emulator = Emulator(
        Scenes.calls(1), EmulatorSettings(gpuCount: 1), port: 0, limits: limits)
      let (ports, port) = AsyncStream<UInt16>.makeStream()
      let serving = Task { try await emulator.run { port.yield($0) } }
      var iterator = ports.makeAsyncIterator()
      let number = try #require(await iterator.next())
      do {
        try await body(number)
      } catch {
        serving.cancel()
        throw error
      }
      serving.cancel()
      try await serving.value
    }

    private func expectHealth(_ port: UInt16, sourceLocation: SourceLocation = #_sourceLocation)
      throws
    {
      let begin = ContinuousClock.now
      let client = try #require(WireClient(port: port), sourceLocation: sourceLocation)
      client.send(WireClient.message("GET", "/health", headers: "Connection: close\r\n"))
      let answer = client.read()
      #expect(answer.contains("healthy"), "\(answer)", sourceLocation: sourceLocation)
      #expect(.now - begin < .seconds(1), sourceLocation: sourceLocation)
    }

    @Test(arguments: [17, 20, 200])
    func `a body of many megabytes gets 413 and a closed connection`(
      _ megabytes: Int
    ) async throws {
      try await withListener { port in
        for _ in 0..<4 {
          let client = try #require(WireClient(port: port))
          client.send(
            "POST /v1/chat/completions HTTP/1.1\r\nHost: x\r\n"
              + "Content-Length: \(megabytes << 20)\r\n\r\n")
          let piece = [UInt8](repeating: 0x7B, count: 1 << 20)
          for _ in 0..<megabytes { #expect(client.send(piece)) }
          let answer = client.read()
          #expect(answer.hasPrefix("HTTP/1.1 413"))
          #expect(answer.contains(#""code":"request_too_large""#))
          #expect(answer.contains("Server: gswarm-sim-emulator"))
          try expectHealth(port)
        }
      }
    }

    @Test func `a body of a gigabyte is refused before it comes`() async throws {
      try await withListener { port in
        for head in [
          "Content-Length: 1073741824\r\n", "Content-Length: 20000000\r\nExpect: 100-continue\r\n",
        ] {
          let client = try #require(WireClient(port: port))
          client.send("POST /standalone/load HTTP/1.1\r\nHost: x\r\n\(head)\r\n")
          #expect(client.read().hasPrefix("HTTP/1.1 413"))
          try expectHealth(port)
        }
      }
    }

    @Test func `a body that never ends is cut off`() async throws {
      var limits = ListenerLimits(connections: 1000)
      limits.body = 1 << 20
      limits.discarded = 4 << 20
      try await withListener(limits) { port in
        let client = try #require(WireClient(port: port))
        client.send(
          "POST /standalone/load HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n")
        let piece = Array("10000\r\n".utf8) + [UInt8](repeating: 0x78, count: 1 << 16) + [13, 10]
        var count = 0
        while count < 1000, client.send(piece) { count += 1 }
        #expect(count < 1000)
        try expectHealth(port)
      }
    }

    @Test func `bodies under way have a limit all together`() async throws {
      var limits = ListenerLimits(connections: 1000)
      limits.allBodies = 3 << 20
      try await withListener(limits) { port in
        let clients = try (0..<3).map { _ in try #require(WireClient(port: port)) }
        for client in clients {
          client.send("POST /v1/completions HTTP/1.1\r\nHost: x\r\nContent-Length: 2000000\r\n\r\n")
          client.send([UInt8](repeating: 0x20, count: 1_900_000))
        }
        for client in clients { client.send([UInt8](repeating: 0x20, count: 100_000)) }
        let answers = clients.map { $0.read(until: "}}") }
        #expect(answers.contains { $0.hasPrefix("HTTP/1.1 400") }, "the first one fits")
        #expect(answers.contains { $0.hasPrefix("HTTP/1.1 429") && $0.contains("Retry-After: 1") })
        try expectHealth(port)
      }
    }

    @Test func `a request line of 300 KB costs hardly any time`() async throws {
      try await withListener { port in
        let begin = processTime
        for _ in 0..<10 {
          let client = try #require(WireClient(port: port))
          client.send("GET /" + String(repeating: "a", count: 300_000) + " HTTP/1.1\r\n\r\n")
          _ = client.read()
        }
        #expect(processTime - begin < 5, "seconds of processor time")
        try expectHealth(port)
      }
    }

    @Test func `a stop refuses calls that are under way and ends streams without an end`()
      async throws
    {
      let emulator = Emulator(Scenes.calls(1), EmulatorSettings(gpuCount: 1), port: 0)
      let (ports, port) = AsyncStream<UInt16>.makeStream()
      let serving = Task { try await emulator.run { port.yield($0) } }
      var iterator = ports.makeAsyncIterator()
      let number = try #require(await iterator.next())
      let call = try #require(WireClient(port: number))
      call.send(WireClient.chat(seconds: 1000))
      let stream = try #require(WireClient(port: number))
      stream.send(WireClient.chat(seconds: 1000, stream: true))
      #expect(stream.read(until: "\r\n\r\n").hasPrefix("HTTP/1.1 200"))
      serving.cancel()
      let answer = call.read()
      #expect(answer.hasPrefix("HTTP/1.1 503"))
      #expect(answer.contains(#""code":"service_unavailable""#))
      let rest = stream.read()
      #expect(!rest.contains("[DONE]") && !rest.hasSuffix("0\r\n\r\n"))
      try await serving.value
      #expect(WireClient(port: number) == nil, "the port is free")
    }

    @Test func `a client that vanishes gives its connection back`() async throws {
      try await withListener { port in
        for isStream in [false, true] {
          let clients = try (0..<100).map { _ in try #require(WireClient(port: port)) }
          for client in clients { client.send(WireClient.chat(seconds: 1000, stream: isStream)) }
          try await until { WireClient.connections(at: port) == 100 }
          for client in clients { client.close() }
          try await until { WireClient.connections(at: port) == 0 }
        }
        try expectHealth(port)
      }
    }

    @Test func `idle connections make room for new ones`() async throws {
      try await withListener(ListenerLimits(connections: 32)) { port in
        var idle: [WireClient] = []
        for number in 0..<200 {
          guard let client = WireClient(port: port) else { continue }
          client.send(number.isMultiple(of: 2) ? "GET /hea" : "")
          idle.append(client)
        }
        #expect(idle.count == 200)
        try expectHealth(port)
      }
    }

    @Test func `more calls than connections allow are refused, and looking at the server is not`()
      async throws
    {
      let limits = ListenerLimits(connections: 32)
      try await withListener(limits) { port in
        var clients: [WireClient] = []
        for _ in 0..<limits.waitingRequests {
          let client = try #require(WireClient(port: port))
          client.send(WireClient.chat(seconds: 1000))
          clients.append(client)
        }
        var answer = ""
        // Calls are not accepted in the order in which they are sent.
        try await until {
          guard let client = WireClient(port: port, patience: 1) else { return false }
          client.send(WireClient.chat(seconds: 1000))
          answer = client.read(until: "}}")
          return !answer.isEmpty
        }
        #expect(answer.hasPrefix("HTTP/1.1 429"))
        try expectHealth(port)
        withExtendedLifetime(clients) {}
      }
    }

    @Test func `a stream comes evenly over its time`() async throws {
      try await withListener { port in
        let client = try #require(WireClient(port: port))
        let begin = MachineInstant.now
        client.send(WireClient.chat(seconds: 0.5, stream: true))
        _ = client.read(until: "data: ")
        let first = MachineInstant.now.seconds(since: begin)
        #expect(client.read(until: "[DONE]").contains("data: "))
        let last = MachineInstant.now.seconds(since: begin)
        #expect(last >= 0.5)
        #expect(first < last)
      }
    }

    @Test func `requests on one connection are answered in their order`() async throws {
      try await withListener { port in
        let client = try #require(WireClient(port: port))
        let message = WireClient.message("GET", "/health")
        client.send(String(repeating: message, count: 50) + WireClient.message("GET", "/v1/models"))
        let answer = client.read(until: #""object":"list""#)
        #expect(answer.ranges(of: "HTTP/1.1 200").count == 51)
      }
    }
  }
}

/// The processor time of this process, in seconds.
var processTime: Double {
  var time = timespec()
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time)
  return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
}

/// Waits for a condition; records an issue if it does not come true within 20 s.
func until(
  sourceLocation: SourceLocation = #_sourceLocation, _ condition: () throws -> Bool
) async throws {
  let deadline = ContinuousClock.now + .seconds(20)
  while try !condition() {
    guard ContinuousClock.now < deadline else {
      Issue.record("the condition did not come true", sourceLocation: sourceLocation)
      return
    }
    await Task.yield()
  }
}
