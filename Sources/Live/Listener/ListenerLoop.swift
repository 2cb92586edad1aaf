import CMicroHTTPD
import Dispatch
import Glibc

/// The connections of a server and the answers that are not due yet; lives on one thread.
///
/// A request whose answer has to wait is suspended: libmicrohttpd forgets its socket until the answer
/// is due. The end of a client is watched for here.
final class ListenerLoop {
  let limits: ListenerLimits
  let responder: any HTTPResponder
  let mailbox: ListenerMailbox
  /// Reads large bodies one after the other, so that they neither block the thread nor add up.
  let reader = DispatchQueue(label: "large bodies")

  private let timer: Int32
  private let watch: Int32
  private var listener: Int32
  private(set) var daemon: OpaquePointer?

  var exchanges: [UInt64: ServerExchange] = [:]
  var connections = ConnectionTable()
  var dueTimes = DueTimes()
  /// The bytes of all bodies under way.
  var chargedCount = 0
  var lastNumber: UInt64 = 0
  /// Whether connections have ended since this was last reset.
  var hasClosedConnections = false
  private(set) var isStopping = false
  private var stopsBy = MachineInstant(nanoseconds: .max)

  /// The tags of descriptors that are not those of clients.
  private static let (wakeTag, timerTag, daemonTag) = (UInt64(1), UInt64(2), UInt64(3))
  /// The longest time that answers under way get when the server stops, in seconds.
  private static let farewell = 2.0

  /// Takes a listening socket over; nil without memory or descriptors.
  init?(
    _ socket: ListeningSocket, mailbox: ListenerMailbox, limits: ListenerLimits,
    responder: any HTTPResponder
  ) {
    self.limits = limits
    self.responder = responder
    self.mailbox = mailbox
    timer = gs_timer()
    watch = epoll_create1(Int32(EPOLL_CLOEXEC))
    listener = socket.descriptor
    guard timer >= 0, watch >= 0 else { return nil }
    daemon = gs_mhd_start(
      listener, UInt32(limits.connections), limits.connectionMemory, limits.idleSeconds,
      listenerDidReceive, listenerDidComplete, listenerDidChangeConnection,
      Unmanaged.passUnretained(self).toOpaque())
    guard let daemon else { return nil }
    _ = gs_epoll_watch_input(watch, mailbox.wake, Self.wakeTag)
    _ = gs_epoll_watch_input(watch, timer, Self.timerTag)
    _ = gs_epoll_watch_input(watch, gs_mhd_descriptor(daemon), Self.daemonTag)
  }

  deinit {
    for descriptor in [timer, watch, listener] where descriptor >= 0 { Glibc.close(descriptor) }
  }

  /// Serves until it is told to stop.
  func run() {
    var tags = [UInt64](repeating: 0, count: 64)
    while let daemon, !isStopping || (isAnswering && .now < stopsBy) {
      serve(daemon)
      setTimer()
      let count = gs_epoll_wait(watch, &tags, 64, isStopping ? 10 : gs_mhd_timeout(daemon))
      for tag in tags.prefix(Int(max(0, count))) {
        switch tag {
        case Self.wakeTag:
          for command in mailbox.take() { carryOut(command) }
        case Self.timerTag, Self.daemonTag: break
        default: endOfInput(of: Int(tag))
        }
      }
      let now = MachineInstant.now
      while let number = dueTimes.removeDue(at: now) { advance(number) }
    }
    if let daemon { MHD_stop_daemon(daemon) }
    daemon = nil
  }

  private func serve(_ daemon: OpaquePointer) {
    // Only the next time does it accept connections again after some have made room.
    repeat {
      hasClosedConnections = false
      MHD_run(daemon)
    } while hasClosedConnections
  }

  /// Whether an answer is being sent.
  private var isAnswering: Bool {
    exchanges.values.contains { exchange in
      switch exchange.stage {
      case .ready, .sending, .aborted: true
      default: false
      }
    }
  }

  private func setTimer() {
    // In the past it goes off at once, at 0 never.
    _ = gs_timer_set(timer, dueTimes.earliest.map { max(1, $0.nanoseconds) } ?? 0)
  }

  private func carryOut(_ command: ListenerCommand) {
    switch command {
    case .decided(let number, let reply):
      guard let exchange = exchanges[number], case .deciding = exchange.stage else { return }
      hold(exchange, reply)
      if case .waiting = exchange.stage { return }
      resume(exchange)
    case .stop: stop()
    }
  }

  /// Refuses all requests that wait, and whatever else comes.
  private func stop() {
    guard !isStopping, let daemon else { return }
    isStopping = true
    stopsBy = .now.advanced(by: Self.farewell)
    MHD_quiesce_daemon(daemon)
    Glibc.close(listener)
    listener = -1
    for exchange in exchanges.values where exchange.isSuspended {
      switch exchange.stage {
      case .sending: exchange.stage = .aborted
      default: exchange.stage = .ready(responder.refusal(of: exchange.request, because: .stopping))
      }
      resume(exchange)
    }
  }

  // MARK: - Waiting

  /// Suspends a request until its answer is due, or lets the answer be sent at once.
  func hold(_ exchange: ServerExchange, _ reply: OutgoingReply) {
    if reply.dueAt <= .now {
      exchange.stage = .ready(reply)
      return
    }
    if connections.hasEnded(exchange.connectionNumber) {
      exchange.stage = .aborted
      return
    }
    exchange.stage = .waiting(reply)
    suspend(exchange)
    dueTimes.insert(exchange.number, at: reply.dueAt)
  }

  /// Takes a connection from libmicrohttpd until `resume`.
  func suspend(_ exchange: ServerExchange) {
    guard !exchange.isSuspended else { return }
    exchange.isSuspended = true
    MHD_suspend_connection(exchange.connection)
    connections.setWaiting(exchange.connectionNumber, exchange.number)
  }

  /// Gives a connection back to libmicrohttpd, which then asks for the answer.
  private func resume(_ exchange: ServerExchange) {
    guard exchange.isSuspended else { return }
    exchange.isSuspended = false
    connections.setWaiting(exchange.connectionNumber, nil)
    MHD_resume_connection(exchange.connection)
  }

  /// Goes on with an exchange for which something is due.
  private func advance(_ number: UInt64) {
    guard let exchange = exchanges[number] else { return }
    if case .waiting(let reply) = exchange.stage { exchange.stage = .ready(reply) }
    resume(exchange)
  }

  /// Watches a new connection for the end of its client.
  func watchEnd(of connection: Int, socket: Int32) {
    _ = gs_epoll_watch_end(watch, socket, UInt64(connection))
  }

  /// Ends what a client has asked for that is gone.
  private func endOfInput(of connection: Int) {
    switch connections.end(connection) {
    case .waiting(let number):
      guard let exchange = exchanges[number], exchange.isSuspended else { return }
      forgetDueTime(of: exchange)
      exchange.stage = .aborted
      resume(exchange)
    // libmicrohttpd does not see an end that comes together with a part of a request.
    case .idle(let socket): shutdown(socket, Int32(SHUT_RDWR))
    case .answering: break
    }
  }

  /// Makes sure that nothing becomes due for an exchange any more.
  func forgetDueTime(of exchange: ServerExchange) {
    if case .waiting(let reply) = exchange.stage {
      dueTimes.remove(exchange.number, at: reply.dueAt)
    }
    if let instant = exchange.streamDueAt { dueTimes.remove(exchange.number, at: instant) }
  }
}
