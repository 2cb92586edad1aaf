/// Puts an answer together from the pieces in which it comes (RFC 9112).
struct HTTPAnswerReader: Sendable {
  /// The largest answer that is taken, in bytes.
  static let largestAnswer = 16 << 20
  private static let longestHead = 1 << 16

  private enum Part {
    case head
    /// A body of which so many bytes are still to come.
    case counted(left: Int)
    /// A body that ends with the connection.
    case untilEnd
    /// A piece of a body in pieces: its size line, its bytes, the line break after it.
    case chunkSize
    case chunk(left: Int)
    case chunkEnd
    case complete
  }

  private var part = Part.head
  private var pending: [UInt8] = []
  private var answer = HTTPAnswer(status: 0, body: [])

  /// Takes the next piece.
  ///
  /// - Returns: the answer as soon as it is complete.
  mutating func receive(_ piece: some Sequence<UInt8>) throws(CallFailure) -> HTTPAnswer? {
    pending += piece
    while try advance() {}
    if case .complete = part { return answer }
    return nil
  }

  /// Takes the end of the connection.
  mutating func end() throws(CallFailure) -> HTTPAnswer {
    guard case .untilEnd = part else { throw .broken("before the answer was complete") }
    return answer
  }

  /// Works through one part of what has come; false if more is needed.
  private mutating func advance() throws(CallFailure) -> Bool {
    switch part {
    case .head: return try readHead()
    case .counted(let left):
      let taken = try takeBody(upTo: left)
      part = taken == left ? .complete : .counted(left: left - taken)
      return false
    case .untilEnd:
      _ = try takeBody(upTo: .max)
      return false
    case .chunkSize:
      guard let line = try takeLine() else { return false }
      let digits = line.prefix { $0 != ";" }.filter { $0 != " " }
      guard let size = Int(digits, radix: 16), size >= 0 else {
        throw .broken("a piece has no size")
      }
      part = size == 0 ? .complete : .chunk(left: size)
      return size > 0
    case .chunk(let left):
      let taken = try takeBody(upTo: left)
      part = taken == left ? .chunkEnd : .chunk(left: left - taken)
      return taken == left
    case .chunkEnd:
      guard try takeLine() != nil else { return false }
      part = .chunkSize
      return true
    case .complete: return false
    }
  }

  private mutating func readHead() throws(CallFailure) -> Bool {
    guard let end = Self.endOfHead(pending) else {
      guard pending.count <= Self.longestHead else { throw .broken("its head has no end") }
      return false
    }
    let lines = String(decoding: pending[..<end], as: UTF8.self)
      .split(whereSeparator: \.isNewline).map(String.init)
    pending.removeFirst(end)
    let words = lines.first?.split(separator: " ") ?? []
    guard words.count >= 2, words[0].hasPrefix("HTTP/1."), let status = Int(words[1]) else {
      throw .broken("what came is not HTTP")
    }
    // 100 Continue and its like announce the answer.
    if status / 100 == 1 { return true }
    answer.status = status
    part = try Self.body(status, lines.dropFirst())
    return true
  }

  private static func body(_ status: Int, _ fields: some Sequence<String>) throws(CallFailure)
    -> Part
  {
    var length: Int?
    for field in fields {
      let parts = field.split(separator: ":", maxSplits: 1)
      guard parts.count == 2 else { continue }
      let value = parts[1].lowercased().filter { !$0.isWhitespace }
      switch parts[0].lowercased() {
      case "transfer-encoding" where value.hasSuffix("chunked"): return .chunkSize
      case "content-length": length = Int(value)
      default: break
      }
    }
    if status == 204 || status == 304 { return .complete }
    guard let length else { return .untilEnd }
    guard length >= 0 else { throw .broken("its length is negative") }
    guard length <= largestAnswer else { throw .tooLarge(limit: largestAnswer) }
    return length == 0 ? .complete : .counted(left: length)
  }

  private mutating func takeBody(upTo count: Int) throws(CallFailure) -> Int {
    let taken = min(count, pending.count)
    guard answer.body.count + taken <= Self.largestAnswer else {
      throw .tooLarge(limit: Self.largestAnswer)
    }
    answer.body += pending.prefix(taken)
    pending.removeFirst(taken)
    return taken
  }

  private mutating func takeLine() throws(CallFailure) -> String? {
    guard let end = pending.firstIndex(of: UInt8(ascii: "\n")) else {
      guard pending.count <= Self.longestHead else { throw .broken("a line has no end") }
      return nil
    }
    let line = String(decoding: pending[..<end], as: UTF8.self).filter { !$0.isNewline }
    pending.removeFirst(end + 1)
    return line
  }

  /// Where the body begins: after the first empty line.
  private static func endOfHead(_ bytes: [UInt8]) -> Int? {
    var atLineStart = false
    for (index, byte) in bytes.enumerated() {
      switch byte {
      case UInt8(ascii: "\n"):
        if atLineStart { return index + 1 }
        atLineStart = true
      case UInt8(ascii: "\r"): break
      default: atLineStart = false
      }
    }
    return nil
  }
}
