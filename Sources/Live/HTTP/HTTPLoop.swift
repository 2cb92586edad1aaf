import CCurl
import Foundation
import Synchronization

/// The one thread on which libcurl carries all requests of the process.
///
/// It sleeps until a server answers, or until a request is begun or given up.
final class HTTPLoop: Sendable {
  static let shared = HTTPLoop()

  private enum Command {
    case begin(HTTPExchange, HTTPExchange.Request)
    case end(HTTPExchange)
  }

  private let commands = Mutex<[Command]>([])
  private let limit = Mutex(Int.max)

  // Used by the thread alone, but for waking it, which libcurl allows to all.
  private nonisolated(unsafe) let multi: UnsafeMutableRawPointer

  private init() {
    guard curl_global_init(Int(CURL_GLOBAL_DEFAULT)) == CURLE_OK, let multi = curl_multi_init()
    else { preconditionFailure("there is no memory for libcurl") }
    self.multi = multi
    let thread = Thread { [self] in run() }
    thread.start()
  }

  /// Sends a request and reports its outcome to the exchange.
  func begin(_ exchange: HTTPExchange, _ request: HTTPExchange.Request) {
    tell(.begin(exchange, request))
  }

  /// Limits the number of connections; further requests wait for one to end.
  func limitConnections(to count: Int) { limit.withLock { $0 = max(1, count) } }

  /// Closes the connection of an exchange that was given up.
  func end(_ exchange: HTTPExchange) { tell(.end(exchange)) }

  private func tell(_ command: Command) {
    commands.withLock { $0.append(command) }
    curl_multi_wakeup(multi)
  }

  /// The longest sleep, in milliseconds; libcurl wakes earlier when a transfer needs attention.
  private static let longestSleep: Int32 = 1_000_000

  private func run() -> Never {
    // Not by `Thread.name`, which has no effect if this thread is faster than the one that starts it.
    gs_name_thread("HTTP")
    var transfers = Transfers()
    var waiting = WaitingRequests()
    while true {
      let commands = commands.withLock { commands in
        defer { commands = [] }
        return commands
      }
      for command in commands {
        switch command {
        case .begin(let exchange, let request): waiting.append(exchange, request)
        case .end(let exchange):
          waiting.remove(exchange)
          if let transfer = transfers.remove(exchange) {
            curl_multi_remove_handle(multi, transfer.easy)
          }
        }
      }
      start(&waiting, &transfers)
      var count: Int32 = 0
      curl_multi_perform(multi, &count)
      while let message = curl_multi_info_read(multi, &count)?.pointee {
        guard message.msg == CURLMSG_DONE, let easy = message.easy_handle,
          let transfer = transfers.remove(easy)
        else { continue }
        let outcome = transfer.outcome(message.data.result)
        curl_multi_remove_handle(multi, transfer.easy)
        transfer.exchange.finish(outcome)
      }
      if start(&waiting, &transfers) { continue }
      curl_multi_poll(multi, nil, 0, Self.longestSleep, nil)
    }
  }

  /// Begins as many waiting requests as there may be connections.
  ///
  /// - Returns: whether a request was begun.
  @discardableResult
  private func start(_ waiting: inout WaitingRequests, _ transfers: inout Transfers) -> Bool {
    let limit = limit.withLock { $0 }
    var hasBegun = false
    while transfers.count < limit, let (exchange, request) = waiting.popFirst() {
      guard let transfer = HTTPTransfer(exchange, request),
        curl_multi_add_handle(multi, transfer.easy) == CURLM_OK
      else {
        exchange.finish(.failure(.refused("there is no memory for a request")))
        continue
      }
      transfers.insert(transfer)
      hasBegun = true
    }
    return hasBegun
  }
}

/// The requests that wait for a connection, in order.
private struct WaitingRequests {
  private var requests: [(exchange: HTTPExchange, request: HTTPExchange.Request)?] = []
  private var places: [ObjectIdentifier: Int] = [:]
  private var first = 0

  mutating func append(_ exchange: HTTPExchange, _ request: HTTPExchange.Request) {
    places[ObjectIdentifier(exchange)] = requests.count
    requests.append((exchange, request))
  }

  mutating func remove(_ exchange: HTTPExchange) {
    if let place = places.removeValue(forKey: ObjectIdentifier(exchange)) { requests[place] = nil }
  }

  mutating func popFirst() -> (exchange: HTTPExchange, request: HTTPExchange.Request)? {
    while first < requests.count {
      defer { first += 1 }
      guard let next = requests[first] else { continue }
      places[ObjectIdentifier(next.exchange)] = nil
      requests[first] = nil
      return next
    }
    requests.removeAll(keepingCapacity: true)
    first = 0
    return nil
  }
}

/// The requests under way, found by libcurl's handle as well as by their exchange.
///
/// - Complexity: O(1) for each. No test counts it: a search among a few hundred requests is far below
///   the noise of any time that a caller sees.
private struct Transfers {
  private var byHandle: [UnsafeMutableRawPointer: HTTPTransfer] = [:]
  private var handles: [ObjectIdentifier: UnsafeMutableRawPointer] = [:]

  var count: Int { byHandle.count }

  mutating func insert(_ transfer: HTTPTransfer) {
    byHandle[transfer.easy] = transfer
    handles[ObjectIdentifier(transfer.exchange)] = transfer.easy
  }

  /// Removes and returns the request with a handle of libcurl.
  mutating func remove(_ easy: UnsafeMutableRawPointer) -> HTTPTransfer? {
    guard let transfer = byHandle.removeValue(forKey: easy) else { return nil }
    handles[ObjectIdentifier(transfer.exchange)] = nil
    return transfer
  }

  /// Removes and returns the request of an exchange.
  mutating func remove(_ exchange: HTTPExchange) -> HTTPTransfer? {
    handles[ObjectIdentifier(exchange)].flatMap { remove($0) }
  }
}
