import Engine
import Foundation
import Glibc
import Testing
import Workload

@testable import Live

extension LiveTests {
  /// Thousands of requests that nobody should send.
  @Suite struct EmulatorStormTests {
    /// One request of a kind, on a connection of its own.
    private static func attack(
      _ port: UInt16, _ random: inout RandomNumbers
    ) -> WireClient? {
      func number(_ count: Int) -> Int { Int(random.next() % UInt64(count)) }
      func bytes(_ count: Int) -> [UInt8] {
        (0..<count).map { _ in UInt8(truncatingIfNeeded: random.next()) }
      }
      guard let client = WireClient(port: port, patience: 5) else { return nil }
      let paths = [
        "/health", "/v1/chat/completions", "/standalone/serve", "/standalone/call/x", "/", "/v1",
        "/%00%2F", "/v1/models/..", "//", "/standalone/estimate",
      ]
      let path = paths[number(paths.count)]
      switch number(14) {
      case 0: client.send(bytes(number(400)))
      case 1: client.send(Array(WireClient.chat(seconds: 0).utf8).prefix(number(200)))
      case 2:
        client.send("GET \(path) HTTP/1.1\r\nX: \(String(repeating: "y", count: number(200_000)))")
      case 3:
        client.send(WireClient.message("POST", path, String(repeating: "[", count: number(50_000))))
      case 4:
        client.send(
          "POST \(path) HTTP/1.1\r\nContent-Length: \(Int64(bitPattern: random.next()))\r\n\r\n")
      case 5:
        client.send("POST \(path) HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n")
      case 6: client.send(WireClient.chat(seconds: 1000))
      case 7: client.send(WireClient.chat(seconds: 1000, stream: true))
      case 8:
        client.send(
          WireClient.message("POST", path, #"{"max_tokens": 1e999, "data": {"max_length": -1e30}}"#)
        )
      case 9: client.send(Array(WireClient.message("POST", path).utf8) + bytes(100))
      case 10: client.send("\(path) \(path) \(path)\r\n\r\n")
      case 11:
        client.send("GET \(path) HTTP/9.9\r\nConnection: keep-alive\r\nContent-Length: -5\r\n\r\n")
      case 12:
        var message = Array(WireClient.chat(seconds: 0).utf8)
        for _ in 0..<3 { message[number(message.count)] = UInt8(truncatingIfNeeded: random.next()) }
        client.send(message)
      default:
        client.send(WireClient.message("DELETE", path, headers: "Connection: close\r\n"))
        _ = client.read()
      }
      return client
    }

    /// The memory of this process, in bytes.
    private var memory: Int {
      let text = (try? String(contentsOfFile: "/proc/self/statm", encoding: .utf8)) ?? ""
      return (text.split(separator: " ").dropFirst().first.flatMap { Int($0) } ?? 0) * 4096
    }

    @Test func `10,000 requests of all bad kinds leave nothing behind`() async throws {
      let emulator = Emulator(
        Scenes.calls(1), EmulatorSettings(gpuCount: 1), port: 0,
        limits: ListenerLimits(connections: 400))
      let (ports, port) = AsyncStream<UInt16>.makeStream()
      let serving = Task { try await emulator.run { port.yield($0) } }
      defer { serving.cancel() }
      var iterator = ports.makeAsyncIterator()
      let number = try #require(await iterator.next())
      var random = RandomNumbers(seed: 20)
      var held: [WireClient] = []
      var memoryBefore = 0
      for round in 0..<10_000 {
        let client = try #require(Self.attack(number, &random), "connection \(round) is refused")
        // Some stay, to send nothing more.
        if random.next() % 3 == 0 { held.append(client) }
        if held.count > 200 { held.removeFirst(100) }
        if round == 3000 { memoryBefore = memory }
      }
      let begin = ContinuousClock.now
      let client = try #require(WireClient(port: number))
      client.send(WireClient.message("GET", "/health", headers: "Connection: close\r\n"))
      #expect(client.read().contains("healthy"))
      #expect(.now - begin < .seconds(1))
      client.close()
      held = []
      try await until { WireClient.connections(at: number) == 0 }
      #expect(memory - memoryBefore < 64 << 20, "bytes of memory")
    }

    @Test func `20,000 requests on one connection leave no memory behind`() async throws {
      try await withEmulator(Scenes.calls(1), EmulatorSettings(gpuCount: 1)) { address, _ in
        let port = try #require(address.split(separator: ":").last.flatMap { UInt16($0) })
        let client = try #require(WireClient(port: port))
        var before = 0
        for round in 0..<200 {
          client.send(
            String(repeating: WireClient.chat(seconds: 1e-6), count: 99)
              + WireClient.message("GET", "/nowhere"))
          #expect(client.read(until: "Not Found").contains("HTTP/1.1 200"))
          if round == 50 { before = memory }
        }
        #expect(memory - before < 5 << 20, "a time-out kept for each would be 11 MB")
      }
    }
  }
}
