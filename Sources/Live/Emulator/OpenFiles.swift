import Glibc

/// The number of files and sockets that this process may have open.
public enum OpenFiles {
  private static let largestConnections = 16_384

  /// Raises the limit as far as is allowed without privileges.
  public static func raiseLimit() {
    var limit = rlimit()
    guard getrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit) == 0 else { return }
    limit.rlim_cur = min(limit.rlim_max, rlim_t(2 * largestConnections))
    setrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit)
  }

  /// The connections that a server may have, if so many files are left for other things.
  static func connections(reserving count: Int) -> Int {
    var limit = rlimit()
    guard getrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit) == 0 else { return 64 }
    let allowed = Int(min(limit.rlim_cur, rlim_t(2 * largestConnections)))
    return max(4, min(largestConnections, allowed - min(count, allowed / 2)))
  }
}
