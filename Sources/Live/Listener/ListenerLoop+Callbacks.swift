import CMicroHTTPD

/// A stream's way back to its exchange.
final class ExchangeReference {
  unowned let loop: ListenerLoop
  let exchange: ServerExchange

  init(_ loop: ListenerLoop, _ exchange: ServerExchange) {
    self.loop = loop
    self.exchange = exchange
  }
}

private func loop(_ context: UnsafeMutableRawPointer?) -> ListenerLoop? {
  context.map { Unmanaged<ListenerLoop>.fromOpaque($0).takeUnretainedValue() }
}

/// Called with the head of a request, with each piece of its body, at its end, and when it resumes.
let listenerDidReceive: MHD_AccessHandlerCallback = {
  context, connection, path, method, _, piece, count, state in
  guard let loop = loop(context), let connection, let path, let method, let count, let state
  else { return gs_mhd_no }
  guard let known = state.pointee else {
    let (exchange, result) = loop.begin(
      connection, method: String(cString: method), path: String(cString: path))
    state.pointee = Unmanaged.passRetained(exchange).toOpaque()
    return result
  }
  let exchange = Unmanaged<ServerExchange>.fromOpaque(known).takeUnretainedValue()
  guard count.pointee > 0 else { return loop.proceed(exchange) }
  defer { count.pointee = 0 }
  return loop.receive(UnsafeRawBufferPointer(start: piece, count: count.pointee), of: exchange)
}

/// Called when an answer was sent, or when the connection of a request ended.
let listenerDidComplete: MHD_RequestCompletedCallback = { context, _, state, _ in
  guard let loop = loop(context), let known = state?.pointee else { return }
  state?.pointee = nil
  loop.end(Unmanaged<ServerExchange>.fromOpaque(known).takeRetainedValue())
}

/// Called when a connection begins or ends.
let listenerDidChangeConnection: MHD_NotifyConnectionCallback = {
  context, connection, number, change in
  guard let loop = loop(context), let connection, let number else { return }
  if gs_mhd_is_begin(change) != 0 {
    number.pointee = UnsafeMutableRawPointer(bitPattern: loop.open(connection))
  } else {
    loop.close(Int(bitPattern: number.pointee))
  }
}

/// Called for more bytes of a stream.
let listenerDidAskForMore: MHD_ContentReaderCallback = { context, _, buffer, count in
  guard let context, let buffer, count > 0 else { return gs_mhd_abort }
  let reference = Unmanaged<ExchangeReference>.fromOpaque(context).takeUnretainedValue()
  return reference.loop.fill(
    UnsafeMutableRawBufferPointer(start: buffer, count: count), for: reference.exchange)
}

/// Called when a stream is no longer needed.
let listenerDidReleaseStream: MHD_ContentReaderFreeCallback = { context in
  guard let context else { return }
  Unmanaged<ExchangeReference>.fromOpaque(context).release()
}
