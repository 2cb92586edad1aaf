import Testing

@testable import Live

extension LiveTests {
  /// Answers put together from the pieces in which they come.
  @Suite struct MessageTests {
    private static let counted = "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello"
    private static let chunked = """
      HTTP/1.1 201 Created\r\nTransfer-Encoding: chunked\r\n\r\n2;x=1\r\nhe\r\n3\r\nllo\r\n0\r\n\r\n
      """
    private static let open = "HTTP/1.0 404 Not Found\nServer: x\n\nhello"
    private static let continued = "HTTP/1.1 100 Continue\r\n\r\n" + counted

    private func answer(_ text: String, cutAt cuts: [Int]) throws -> HTTPAnswer {
      var reader = HTTPAnswerReader()
      var rest = Array(text.utf8)[...]
      for cut in cuts + [rest.count] {
        let end = min(max(rest.startIndex, cut), rest.endIndex)
        let piece = rest[rest.startIndex..<end]
        rest = rest[end...]
        if let answer = try reader.receive(piece) { return answer }
      }
      return try reader.end()
    }

    @Test(arguments: [(counted, 200), (chunked, 201), (open, 404), (continued, 200)])
    func `however an answer is cut into pieces, it is the same`(
      _ text: String, _ status: Int
    ) throws {
      for first in 0...text.utf8.count {
        for second in first...text.utf8.count {
          let answer = try answer(text, cutAt: [first, second])
          #expect(answer.status == status)
          #expect(String(decoding: answer.body, as: UTF8.self) == "hello")
        }
      }
    }

    @Test(arguments: [counted, chunked, continued])
    func `an answer that breaks off anywhere is none`(_ text: String) {
      for count in 0..<text.utf8.count - 5 {
        let part = String(decoding: Array(text.utf8)[..<count], as: UTF8.self)
        #expect(throws: CallFailure.self, "\(count)") { try answer(part, cutAt: []) }
      }
    }

    @Test(arguments: [
      "nonsense\r\n\r\n", "HTTP/1.1\r\n\r\n", "HTTP/1.1 abc\r\n\r\n",
      "HTTP/1.1 200 OK\r\nContent-Length: -1\r\n\r\n",
      "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n-1\r\n",
      "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nxyz\r\n",
      "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nfffffffffffffffffffff\r\n",
      String(repeating: "x", count: 100_000),
    ])
    func `what is not HTTP is refused`(_ text: String) {
      #expect(throws: CallFailure.self) { try answer(text, cutAt: []) }
    }

    @Test(arguments: ["Content-Length: 17000000", "Transfer-Encoding: chunked", "X: y"])
    func `an answer of more than 16 MB is refused before it is all there`(_ field: String) throws {
      var reader = HTTPAnswerReader()
      let piece = [UInt8](repeating: UInt8(ascii: "x"), count: 1 << 20)
      let failure = #expect(throws: CallFailure.self) {
        _ = try reader.receive(Array("HTTP/1.1 200 OK\r\n\(field)\r\n\r\n".utf8))
        for _ in 0..<17 {
          if field.hasSuffix("chunked") { _ = try reader.receive(Array("100000\r\n".utf8)) }
          _ = try reader.receive(piece)
          if field.hasSuffix("chunked") { _ = try reader.receive(Array("\r\n".utf8)) }
        }
      }
      #expect(failure == .tooLarge(limit: 16 << 20))
    }
  }
}
