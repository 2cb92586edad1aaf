import CMicroHTTPD
import Foundation
import Synchronization

/// An HTTP server on a port of this machine: one thread, on which libmicrohttpd has all connections.
final class HTTPListener: Sendable {
  let port: UInt16
  private let mailbox: ListenerMailbox

  /// Begins to serve.
  ///
  /// - Parameters:
  ///   - port: the port; 0 for any free one.
  ///   - limits: the limits of what clients may bring upon the server.
  ///   - responder: the source of the answers.
  /// - Throws: `LiveFailure` if the port cannot be used.
  init(
    port: UInt16, limits: ListenerLimits, responder: some HTTPResponder
  ) throws(LiveFailure) {
    let socket = try ListeningSocket(port: port)
    self.port = socket.port
    let mailbox = ListenerMailbox()
    self.mailbox = mailbox
    guard
      let loop = ListenerLoop(socket, mailbox: mailbox, limits: limits, responder: responder)
    else { throw LiveFailure(sentence: "cannot serve: \(String(cString: strerror(errno)))") }
    // Handed over to the thread, and used by it alone.
    nonisolated(unsafe) let owned = loop
    let thread = Thread {
      owned.run()
      mailbox.close()
    }
    thread.start()
  }

  /// Refuses what is under way, then ends.
  func stop() { mailbox.post(.stop) }

  /// Returns when the server has ended and its port is free.
  func waitUntilStopped() async { await mailbox.waitUntilClosed() }
}

/// A message to the listener's thread.
enum ListenerCommand: Sendable {
  /// The answer to a request whose body was read elsewhere.
  case decided(UInt64, OutgoingReply)
  case stop
}

/// The messages to a listener's thread, and the descriptor that wakes it.
final class ListenerMailbox: Sendable {
  private struct State {
    var commands: [ListenerCommand] = []
    var isClosed = false
    var waiter: CheckedContinuation<Void, Never>?
  }

  let wake = gs_event()
  private let state = Mutex(State())

  deinit { Glibc.close(wake) }

  func post(_ command: ListenerCommand) {
    state.withLock { $0.commands.append(command) }
    gs_event_set(wake)
  }

  /// Returns the messages since the last time.
  func take() -> [ListenerCommand] {
    gs_event_clear(wake)
    return state.withLock { state in
      defer { state.commands = [] }
      return state.commands
    }
  }

  func close() {
    let waiter = state.withLock { state in
      state.isClosed = true
      return state.waiter.take()
    }
    waiter?.resume()
  }

  func waitUntilClosed() async {
    await withCheckedContinuation { continuation in
      let isClosed = state.withLock { state in
        if !state.isClosed { state.waiter = continuation }
        return state.isClosed
      }
      if isClosed { continuation.resume() }
    }
  }
}
