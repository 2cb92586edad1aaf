/// The connections of a server, with those that may be closed to make room.
struct ConnectionTable {
  private struct Connection {
    let socket: Int32
    /// A number that grows with time: when the connection last became idle.
    var idleSince: Int
    var isBusy = false
    var isClosing = false
  }

  private var connections: [Int: Connection] = [:]
  private var clock = 0

  var count: Int { connections.count }
  /// The number of connections with a request that is complete and not answered.
  private(set) var busyCount = 0

  /// Enters a connection and returns its number, which is not 0.
  mutating func add(socket: Int32) -> Int {
    clock += 1
    connections[clock] = Connection(socket: socket, idleSince: clock)
    return clock
  }

  mutating func remove(_ number: Int) {
    setBusy(number, false)
    connections[number] = nil
  }

  /// Notes that a request of a connection is complete, or answered.
  mutating func setBusy(_ number: Int, _ isBusy: Bool) {
    guard let before = connections[number], before.isBusy != isBusy else { return }
    clock += 1
    busyCount += isBusy ? 1 : -1
    connections[number]?.isBusy = isBusy
    connections[number]?.idleSince = clock
  }

  /// Returns the socket of the longest idle connection, once for each; nil if there is none.
  mutating func socketToClose() -> Int32? {
    let idle = connections.filter { !$0.value.isBusy && !$0.value.isClosing }
    guard let oldest = idle.min(by: { $0.value.idleSince < $1.value.idleSince }) else { return nil }
    connections[oldest.key]?.isClosing = true
    return oldest.value.socket
  }
}
