import Engine
import Foundation
import Testing

@testable import Live

extension LiveTests {
  @Suite struct EnduranceTests {
    /// The memory of this process that is in use, in bytes.
    private var memory: Int {
      let text = (try? String(contentsOfFile: "/proc/self/statm", encoding: .utf8)) ?? ""
      let pages = text.split(separator: " ").compactMap { Int($0) }
      return pages.count > 1 ? pages[1] * sysconf(Int32(_SC_PAGESIZE)) : 0
    }

    @Test func `10,000 calls leave memory and sockets where they were`() async throws {
      let script = GSwarmScript { request in
        request.isCall ? GSwarmScript.success(#"{"response": "answer"}"#) : nil
      }
      let server = try ScriptedServer(keepsRequests: false) { script.answer($0) }
      defer { server.stop() }
      func run(_ calls: Int) async throws {
        let outcome = try await liveRun(
          Scenes.calls(calls, seconds: 0), gpus: 8, at: server.address, timeout: 300
        ).run()
        #expect(outcome.fallbacks.isEmpty && outcome.trace.executions.count == calls)
      }
      try await run(1000)
      let before = (memory: memory, files: openFiles)
      try await run(10_000)
      try await eventually("the connections are closed") { openFiles <= before.files + 8 }
      // A time-out that outlives its call would cost some 700 bytes for each.
      #expect(memory - before.memory < 5_000_000, "\(memory - before.memory) bytes")
    }
  }
}
