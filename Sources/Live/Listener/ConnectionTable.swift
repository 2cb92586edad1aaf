/// The connections of a server, with those that may be closed to make room.
struct ConnectionTable {
  private struct Connection {
    let socket: Int32
    /// A number that grows with time: when the connection last became idle.
    var idleSince: Int
    /// Whether a request is complete and not answered.
    var isBusy = false
    /// Whether it is being closed to make room.
    var isClosing = false
    /// Whether the client sends nothing more.
    var hasEnded = false
    /// The number of the exchange that waits.
    var waiting: UInt64?
  }

  /// The state in which the end of a client finds a connection.
  enum End {
    /// No request is complete; the connection can be closed.
    case idle(socket: Int32)
    /// The exchange with this number waits.
    case waiting(UInt64)
    /// An answer is on its way.
    case answering
  }

  private var connections: [Int: Connection] = [:]
  private var clock = firstNumber - 1

  /// The smallest number of a connection.
  static let firstNumber = 16

  var count: Int { connections.count }
  /// The number of connections with a request that is complete and not answered.
  private(set) var busyCount = 0

  /// Enters a connection and returns its number.
  mutating func add(socket: Int32) -> Int {
    clock += 1
    connections[clock] = Connection(socket: socket, idleSince: clock)
    return clock
  }

  mutating func remove(_ number: Int) {
    if connections.removeValue(forKey: number)?.isBusy == true { busyCount -= 1 }
  }

  /// Notes that a request of a connection is complete, or answered.
  ///
  /// - Returns: the socket if the connection can be closed, because its client sends nothing more.
  mutating func setBusy(_ number: Int, _ isBusy: Bool) -> Int32? {
    guard var connection = connections[number], connection.isBusy != isBusy else { return nil }
    clock += 1
    busyCount += isBusy ? 1 : -1
    connection.isBusy = isBusy
    connection.idleSince = clock
    connections[number] = connection
    return connection.hasEnded && !isBusy ? connection.socket : nil
  }

  /// Notes the exchange of a connection that waits; nil if none does.
  mutating func setWaiting(_ number: Int, _ exchange: UInt64?) {
    connections[number]?.waiting = exchange
  }

  /// Notes that a client sends nothing more.
  mutating func end(_ number: Int) -> End {
    guard var connection = connections[number] else { return .answering }
    connection.hasEnded = true
    connections[number] = connection
    if let exchange = connection.waiting { return .waiting(exchange) }
    return connection.isBusy ? .answering : .idle(socket: connection.socket)
  }

  /// Whether the client of a connection sends nothing more.
  func hasEnded(_ number: Int) -> Bool { connections[number]?.hasEnded ?? true }

  /// Returns the socket of the longest idle connection, once for each; nil if there is none.
  mutating func socketToClose() -> Int32? {
    let idle = connections.filter { !$0.value.isBusy && !$0.value.isClosing }
    guard let oldest = idle.min(by: { $0.value.idleSince < $1.value.idleSince }) else { return nil }
    connections[oldest.key]?.isClosing = true
    return oldest.value.socket
  }
}
