import Foundation

/// The status, the body, and some headers of an answer.
struct HTTPAnswer: Sendable {
  var status: Int
  var body = Data()
  private(set) var headers: [String: String] = [:]

  /// The lower-case names of the headers that are kept.
  private static let keptNames: Set<String> = [
    "content-type", "retry-after", "server", CallHeader.answeredAt.lowercased(),
  ]

  /// Takes note of a line of the head; only the last head counts.
  mutating func take(_ line: String) {
    if line.hasPrefix("HTTP/") { headers = [:] }
    let parts = line.split(separator: ":", maxSplits: 1)
    guard parts.count == 2 else { return }
    let name = parts[0].lowercased()
    guard Self.keptNames.contains(name) else { return }
    headers[name] = parts[1].trimmingCharacters(in: .whitespacesAndNewlines)
  }

  /// The instant at which the answer was due, if the server reported one.
  var instant: MachineInstant? {
    MachineInstant(header: headers[CallHeader.answeredAt.lowercased()])
  }

  /// Whether the emulator answered.
  var isFromEmulator: Bool { headers["server"] == CallHeader.emulator }

  /// Whether the body is a stream of server-sent events.
  var isEventStream: Bool {
    headers["content-type"]?.lowercased().hasPrefix("text/event-stream") == true
  }

  /// The seconds for which the server asked to be left alone; nil if it did not ask.
  var retryAfter: Double? { headers["retry-after"].flatMap { Self.seconds($0, now: Date()) } }

  /// Parses the value of `Retry-After`, a number of seconds or a date; nil if it is neither.
  static func seconds(_ header: String, now: Date) -> Double? {
    if let seconds = Double(header) { return seconds.isFinite ? max(0, seconds) : nil }
    let formatter = DateFormatter()
    formatter.locale = Locale(identifier: "en_US_POSIX")
    formatter.timeZone = TimeZone(secondsFromGMT: 0)
    formatter.dateFormat = "EEE, dd MMM yyyy HH:mm:ss 'GMT'"
    return formatter.date(from: header).map { max(0, $0.timeIntervalSince(now)) }
  }
}
