internal import Foundation

/// An answer of HTTP/1, made from the pieces in which it comes.
struct HTTPAnswerReader {
  private enum Part {
    case status, headers
    /// A body, or a chunk of one, of which so many bytes are still to come.
    case body(left: Int), chunk(left: Int)
    /// A body that lasts as long as the connection.
    case endlessBody
    case chunkSize, chunkEnd, trailer, nothing
  }

  /// The largest head that is taken, in bytes.
  private static let largestHead = 64 << 10

  /// What has come so far.
  private(set) var answer = HTTPAnswer(status: 0)
  private var part = Part.status
  private var headers: [String: String] = [:]
  private var headSize = 0
  /// What has come and is not understood yet.
  private var rest = Data()

  /// Whether the whole answer has come.
  var isComplete: Bool { if case .nothing = part { true } else { false } }

  /// Takes the next piece.
  mutating func take(_ piece: ArraySlice<UInt8>) throws(CallFailure) {
    rest.append(contentsOf: piece)
    while try step() {}
  }

  /// Takes note that the connection is over, ended by the other side if that is clean.
  func atEnd(isClean: Bool) throws(CallFailure) -> HTTPAnswer {
    guard isClean, case .endlessBody = part else {
      throw .broken("before the answer was complete")
    }
    return answer
  }

  /// Understands one thing more; false if that has not come yet.
  private mutating func step() throws(CallFailure) -> Bool {
    switch part {
    case .body(let left):
      let count = try takeBody(atMost: left)
      part = count == left ? .nothing : .body(left: left - count)
      return false
    case .chunk(let left):
      let count = try takeBody(atMost: left)
      part = count == left ? .chunkEnd : .chunk(left: left - count)
      return count == left
    case .endlessBody:
      _ = try takeBody(atMost: .max)
      return false
    case .nothing: return false
    case .status, .headers, .chunkSize, .chunkEnd, .trailer:
      guard let line = try nextLine() else { return false }
      try take(line)
      return true
    }
  }

  private static let isNotHTTP = CallFailure.broken("what came is not HTTP")

  private mutating func take(_ line: String) throws(CallFailure) {
    switch part {
    case .status: try takeStatus(line)
    case .headers:
      if line.isEmpty { return part = try partAfterHead() }
      headSize += line.utf8.count
      guard let colon = line.firstIndex(of: ":"), colon > line.startIndex,
        headSize <= Self.largestHead
      else { throw Self.isNotHTTP }
      headers[line[..<colon].lowercased()] =
        line[line.index(after: colon)...].trimmingCharacters(in: .whitespaces)
    case .chunkSize:
      let digits = line.prefix { $0 != ";" }.trimmingCharacters(in: .whitespaces)
      guard let size = UInt32(digits, radix: 16) else { throw Self.isNotHTTP }
      part = size == 0 ? .trailer : .chunk(left: Int(size))
    case .chunkEnd:
      guard line.isEmpty else { throw Self.isNotHTTP }
      part = .chunkSize
    case .trailer: if line.isEmpty { part = .nothing }
    default: break
    }
  }

  private mutating func takeStatus(_ line: String) throws(CallFailure) {
    let words = line.split(separator: " ", maxSplits: 2, omittingEmptySubsequences: false)
    guard words.count >= 2, ["HTTP/1.1", "HTTP/1.0"].contains(words[0]), words[1].utf8.count == 3,
      let status = Int(words[1]), status >= 100
    else { throw Self.isNotHTTP }
    answer.status = status
    part = .headers
  }

  /// What comes after the head.
  private mutating func partAfterHead() throws(CallFailure) -> Part {
    defer { headers = [:] }
    // Word of an answer that is still to come.
    if answer.status < 200 { return .status }
    answer.instant = MachineInstant(header: headers[CallHeader.answeredAt.lowercased()])
    if let encoding = headers["content-encoding"]?.lowercased(), encoding != "identity" {
      throw .malformed("its encoding is \(encoding)")
    }
    if [204, 304].contains(answer.status) { return .nothing }
    if let encoding = headers["transfer-encoding"]?.lowercased(), encoding != "identity" {
      guard encoding == "chunked" else { throw Self.isNotHTTP }
      return .chunkSize
    }
    guard let length = headers["content-length"] else { return .endlessBody }
    guard let count = UInt32(length) else { throw Self.isNotHTTP }
    return count == 0 ? .nothing : .body(left: Int(count))
  }

  /// The next line without its end; nil if it has not come yet.
  private mutating func nextLine() throws(CallFailure) -> String? {
    guard let end = rest.firstIndex(of: UInt8(ascii: "\n")) else {
      guard rest.count <= Self.largestHead else { throw Self.isNotHTTP }
      return nil
    }
    var line = rest[..<end]
    if line.last == UInt8(ascii: "\r") { line = line.dropLast() }
    defer { rest = Data(rest[(end + 1)...]) }
    return String(decoding: line, as: UTF8.self)
  }

  /// Moves what has come to the body; says how many bytes.
  private mutating func takeBody(atMost limit: Int) throws(CallFailure) -> Int {
    let piece = rest.prefix(limit)
    guard answer.body.count + piece.count <= HTTPExchange.largestAnswer else {
      throw .tooLarge(limit: HTTPExchange.largestAnswer)
    }
    answer.body.append(piece)
    rest = Data(rest.dropFirst(piece.count))
    return piece.count
  }
}
