import FlyingFox
import FlyingSocks
import Glibc

/// A socket pool of the HTTP server with `TCP_NODELAY` set.
///
/// The server sends the head and the body of an answer one after the other. By default the system
/// holds the second piece back until the other side has confirmed the first, which it does only
/// after 40 ms: as long as whole calls take at a high time scale.
struct PromptPool: AsyncSocketPool {
  private let base: any AsyncSocketPool = HTTPServer.defaultPool()

  func prepare() async throws { try await base.prepare() }

  func run() async throws { try await base.run() }

  func suspendSocket(_ socket: Socket, untilReadyFor events: Socket.Events) async throws {
    // Set on the one that listens, it holds for all that it accepts.
    var isOn: Int32 = 1
    _ = setsockopt(
      socket.file.rawValue, Int32(IPPROTO_TCP), TCP_NODELAY, &isOn,
      socklen_t(MemoryLayout<Int32>.size))
    try await base.suspendSocket(socket, untilReadyFor: events)
  }
}
