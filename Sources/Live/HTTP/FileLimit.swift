import Foundation

/// The number of files and sockets that this process may have open.
enum FileLimit {
  /// The number that is kept for everything but connections.
  private static let reserve = 64

  /// Raises the limit as far as it is allowed and needed for a number of connections.
  ///
  /// - Returns: the number of connections that are possible, at least 1.
  static func raise(forConnections count: Int) -> Int {
    var limit = rlimit()
    guard getrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit) == 0 else { return count }
    let wanted = rlim_t(count + reserve + openCount)
    if limit.rlim_cur < wanted {
      var raised = limit
      raised.rlim_cur = min(wanted, limit.rlim_max)
      if setrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &raised) == 0 { limit = raised }
    }
    let free = Int(min(limit.rlim_cur, rlim_t(Int32.max))) - openCount
    // Small limits are shared: half for connections.
    return max(1, free > 2 * reserve ? free - reserve : free / 2)
  }

  private static var openCount: Int {
    (try? FileManager.default.contentsOfDirectory(atPath: "/proc/self/fd").count) ?? reserve
  }
}
