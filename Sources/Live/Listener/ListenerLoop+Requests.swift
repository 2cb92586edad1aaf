import CMicroHTTPD
import Dispatch
import Glibc

extension ListenerLoop {
  /// Enters a new connection; closes the longest idle one if few are left.
  func open(_ connection: OpaquePointer) -> Int {
    let number = connections.add(socket: gs_mhd_socket(connection))
    watchEnd(of: number, socket: gs_mhd_socket(connection))
    if connections.count > limits.connections - limits.spareConnections,
      let socket = connections.socketToClose()
    {
      // libmicrohttpd sees the end of its input and closes the rest.
      shutdown(socket, Int32(SHUT_RDWR))
    }
    return number
  }

  /// Forgets a connection that has ended.
  func close(_ number: Int) {
    connections.remove(number)
    hasClosedConnections = true
  }

  /// Enters a request whose head has come.
  func begin(
    _ connection: OpaquePointer, method: String, path: String
  ) -> (ServerExchange, MHD_Result) {
    lastNumber += 1
    var request = IncomingRequest(method: method, path: path)
    for name in responder.headerNames { request.headers[name] = header(name, of: connection) }
    let exchange = ServerExchange(
      number: lastNumber, connection: connection,
      connectionNumber: Int(bitPattern: gs_mhd_connection_context(connection)), request: request)
    exchanges[exchange.number] = exchange
    let length = header("Content-Length", of: connection).flatMap(Int.init) ?? 0
    guard length > limits.body else { return (exchange, gs_mhd_yes) }
    exchange.stage = .discarding(.tooLarge)
    let isAsking = header("Expect", of: connection) != nil
    guard isAsking || length > limits.discarded else { return (exchange, gs_mhd_yes) }
    return (exchange, refuse(exchange, because: .tooLarge))
  }

  private func header(_ name: String, of connection: OpaquePointer) -> String? {
    gs_mhd_header(connection, name).map { String(cString: $0) }
  }

  /// Takes a piece of a body.
  ///
  /// - Returns: `MHD_NO` to end the connection.
  func receive(_ piece: UnsafeRawBufferPointer, of exchange: ServerExchange) -> MHD_Result {
    exchange.receivedCount += piece.count
    guard exchange.receivedCount <= limits.discarded else { return gs_mhd_no }
    guard case .receiving = exchange.stage else { return gs_mhd_yes }
    if exchange.receivedCount > limits.body {
      discard(exchange, because: .tooLarge)
    } else if chargedCount + piece.count > limits.allBodies {
      discard(exchange, because: .busy)
    } else {
      charge(exchange, piece.count)
      exchange.request.body.append(contentsOf: piece)
    }
    return gs_mhd_yes
  }

  private func discard(_ exchange: ServerExchange, because reason: RefusalReason) {
    exchange.stage = .discarding(reason)
    exchange.request.body = []
    charge(exchange, -exchange.chargedCount)
  }

  private func charge(_ exchange: ServerExchange, _ count: Int) {
    exchange.chargedCount += count
    chargedCount += count
  }

  /// Goes on with a request that is complete: answers it, now or later.
  func proceed(_ exchange: ServerExchange) -> MHD_Result {
    switch exchange.stage {
    case .receiving: return decide(exchange)
    case .discarding(let reason): return refuse(exchange, because: reason)
    case .ready(let reply): return send(reply, for: exchange)
    case .deciding, .waiting: return gs_mhd_yes
    case .sending, .aborted: return gs_mhd_no
    }
  }

  private func decide(_ exchange: ServerExchange) -> MHD_Result {
    exchange.request.arrivedAt = .now
    if isStopping { return refuse(exchange, because: .stopping) }
    // Looking at the server works even then.
    if exchange.request.method == "POST", connections.busyCount >= limits.waitingRequests {
      return refuse(exchange, because: .busy)
    }
    _ = connections.setBusy(exchange.connectionNumber, true)
    guard exchange.request.body.count > limits.slowBody else {
      let reply = responder.reply(to: exchange.request)
      exchange.request.body = []
      hold(exchange, reply)
      return proceed(exchange)
    }
    exchange.stage = .deciding
    suspend(exchange)
    let (number, request) = (exchange.number, exchange.request)
    exchange.request.body = []
    reader.async { [responder, mailbox] in
      mailbox.post(.decided(number, responder.reply(to: request)))
    }
    return gs_mhd_yes
  }

  private func refuse(_ exchange: ServerExchange, because reason: RefusalReason) -> MHD_Result {
    var reply = responder.refusal(of: exchange.request, because: reason)
    reply.closes = true
    return send(reply, for: exchange)
  }

  private func send(_ reply: OutgoingReply, for exchange: ServerExchange) -> MHD_Result {
    exchange.stage = .sending
    let response: OpaquePointer?
    switch reply.body {
    case .whole(let bytes):
      response = bytes.withUnsafeBytes { gs_mhd_answer($0.baseAddress, $0.count) }
    case .stream(let stream):
      exchange.sender = StreamSender(stream)
      response = gs_mhd_stream(
        listenerDidAskForMore, Unmanaged.passRetained(ExchangeReference(self, exchange)).toOpaque(),
        listenerDidReleaseStream)
    }
    guard let response else { return gs_mhd_no }
    defer { MHD_destroy_response(response) }
    for (name, value) in reply.headers.sorted(by: { $0.key < $1.key }) {
      MHD_add_response_header(response, name, value)
    }
    if reply.closes || isStopping { MHD_add_response_header(response, "Connection", "close") }
    return MHD_queue_response(exchange.connection, UInt32(reply.status), response)
  }

  /// Copies the bytes of a stream that are due into a buffer; suspends the connection without any.
  func fill(_ buffer: UnsafeMutableRawBufferPointer, for exchange: ServerExchange) -> Int {
    if case .aborted = exchange.stage { return gs_mhd_abort }
    exchange.streamDueAt = nil
    switch exchange.sender?.fill(buffer, at: .now) {
    case .sent(let count): return count
    case .waiting(let instant)
    where !isStopping && !connections.hasEnded(exchange.connectionNumber):
      exchange.streamDueAt = instant
      suspend(exchange)
      dueTimes.insert(exchange.number, at: instant)
      return 0
    case .finished: return gs_mhd_end
    case .waiting, nil: return gs_mhd_abort
    }
  }

  /// Forgets a request whose answer was sent, or whose connection ended.
  func end(_ exchange: ServerExchange) {
    forgetDueTime(of: exchange)
    charge(exchange, -exchange.chargedCount)
    exchanges[exchange.number] = nil
    if let socket = connections.setBusy(exchange.connectionNumber, false) {
      shutdown(socket, Int32(SHUT_RDWR))
    }
  }
}
