import Foundation
import Testing

@testable import Live

extension LiveTests {
  /// Answers made of bytes, without a network.
  @Suite struct AnswerReaderTests {
    private static let answers: [(wire: String, status: Int, body: String)] = [
      ("HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello", 200, "hello"),
      ("HTTP/1.0 404 Not Found\nContent-Length: 2\n\n{}", 404, "{}"),
      (
        "HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 201 Made\r\nTransfer-Encoding: Chunked\r\n\r\n"
          + "3;name=value\r\nabc\r\nB\r\ndefghijklmn\r\n0\r\nTrailer: x\r\n\r\n", 201,
        "abcdefghijklmn"
      ),
      ("HTTP/1.1 204\u{20}\r\nX: y\r\n\r\n", 204, ""),
    ]

    @Test(arguments: answers)
    func `an answer is the same in whatever pieces it comes`(
      _ answer: (wire: String, status: Int, body: String)
    ) throws {
      let bytes = Array(answer.wire.utf8)
      for size in 1...bytes.count {
        var reader = HTTPAnswerReader()
        for start in stride(from: 0, to: bytes.count, by: size) {
          #expect(!reader.isComplete)
          try reader.take(bytes[start..<min(start + size, bytes.count)])
        }
        #expect(reader.isComplete)
        #expect(reader.answer.status == answer.status)
        #expect(String(decoding: reader.answer.body, as: UTF8.self) == answer.body)
      }
    }

    @Test func `a body without a length ends with the connection, if that ends well`() throws {
      var reader = HTTPAnswerReader()
      try reader.take(Array("HTTP/1.1 200 OK\r\nX-Answered-At: 12\r\n\r\nhello".utf8)[...])
      #expect(!reader.isComplete)
      let answer = try reader.atEnd(isClean: true)
      #expect(String(decoding: answer.body, as: UTF8.self) == "hello")
      #expect(answer.instant == MachineInstant(nanoseconds: 12))
      #expect(throws: CallFailure.self) { try reader.atEnd(isClean: false) }
    }

    @Test(arguments: ["HTTP/1.1 200 OK\r\n", "HTTP/1.1 200 OK\r\nContent-Length: 3\r\n\r\nab", ""])
    func `what breaks off is no answer`(_ wire: String) throws {
      var reader = HTTPAnswerReader()
      try reader.take(Array(wire.utf8)[...])
      #expect(!reader.isComplete)
      #expect(throws: CallFailure.self) { try reader.atEnd(isClean: true) }
    }

    @Test func `a head without an end is given up`() {
      let line = Array(("X: " + String(repeating: "y", count: 1000) + "\r\n").utf8)
      var reader = HTTPAnswerReader()
      #expect(throws: CallFailure.self) {
        try reader.take(Array("HTTP/1.1 200 OK\r\n".utf8)[...])
        for _ in 0..<100 { try reader.take(line[...]) }
      }
      #expect(throws: CallFailure.self) {
        var reader = HTTPAnswerReader()
        for _ in 0..<100 { try reader.take([UInt8](repeating: 0x20, count: 1000)[...]) }
      }
    }
  }
}
