import Foundation
import Testing

@testable import Workload

struct ByteBufferTests {
  private func fixed(_ value: Double) -> String {
    var buffer = ByteBuffer()
    buffer.appendFixed(value)
    return String(decoding: buffer.bytes, as: UTF8.self)
  }

  private func json(_ text: String) -> String {
    var buffer = ByteBuffer()
    buffer.appendJSON(text)
    return String(decoding: buffer.bytes, as: UTF8.self)
  }

  private func json(_ value: Double?) -> String {
    var buffer = ByteBuffer()
    buffer.appendJSON(value)
    return String(decoding: buffer.bytes, as: UTF8.self)
  }

  @Test(arguments: [1.0, 10, 1e3, 1e6, 1e9, 1e12, 1e15, 1e18, 1e-3])
  func `two decimals are those of printf`(scale: Double) {
    var random = SeededGenerator(seed: UInt64(scale.bitPattern % 1000))
    for _ in 0..<3000 {
      let value = Double.random(in: -scale / 10...scale, using: &random)
      #expect(fixed(value) == String(format: "%.2f", value))
    }
  }

  @Test func `ties and their neighbours are rounded as printf rounds them`() {
    for thousandths in stride(from: 5, to: 40_000, by: 10) {
      let tie = Double(thousandths) / 1000
      for value in [tie, tie.nextUp, tie.nextDown, tie + 1e9] {
        #expect(fixed(value) == String(format: "%.2f", value))
      }
    }
    for eighths in 0..<2000 {
      let value = Double(eighths) / 8
      #expect(fixed(value) == String(format: "%.2f", value))
    }
    for value in [0, 0.995, 9.995, 99.995, 1e22, -0.001, -1.005, .infinity, .nan] {
      #expect(fixed(value) == String(format: "%.2f", value))
    }
  }

  @Test func `a double reads back as itself`() throws {
    var random = SeededGenerator(seed: 4)
    var values = [
      0, 0.1, 1.0 / 3, 1e-300, .leastNonzeroMagnitude, 1.7976931348623157e308, 1e15, 1e16,
      123456789,
    ]
    for _ in 0..<2000 {
      let value = Double(bitPattern: random.next())
      if value.isFinite { values.append(value) }
    }
    for value in values {
      let text = json(value)
      #expect(Double(text) == value)
      let parsed = try JSONDecoder().decode([Double].self, from: Data("[\(text)]".utf8))
      #expect(parsed == [value], "\(text)")
    }
    #expect(json(nil) == "null" && json(.nan) == "null" && json(.infinity) == "null")
  }

  @Test func `a string reads back as itself, whatever is in it`() throws {
    var all = String.UnicodeScalarView()
    for code in UInt32(0)..<0x300 { if let scalar = Unicode.Scalar(code) { all.append(scalar) } }
    for text in [String(all), "", "a\"b\\c/d", "\u{0}\u{1B}[2J\u{7F}", "日本 🎉 \u{2028}", "\r\n\t"] {
      let written = json(text)
      let parsed = try JSONDecoder().decode([String].self, from: Data("[\(written)]".utf8))
      #expect(parsed == [text])
      #expect(!written.utf8.contains { $0 < 0x20 || $0 == 0x7F })
    }
    #expect(json("a\u{1}\u{1B}\n") == "\"a\\u0001\\u001b\\n\"")
  }

  @Test func `whole numbers and lists of them`() {
    var buffer = ByteBuffer()
    for number in [0, 9, 10, -1, .max, .min] {
      buffer.append(number)
      buffer.append(" ")
    }
    buffer.appendJSON(2..<5)
    buffer.appendJSON(7..<8)
    buffer.appendJSON(0..<0)
    #expect(
      String(decoding: buffer.bytes, as: UTF8.self)
        == "0 9 10 -1 9223372036854775807 -9223372036854775808 [2, 3, 4][7][]")
  }

  @Test func `numbers of few decimals, and their neighbours, are written as the library does`() {
    var random = SeededGenerator(seed: 12)
    for _ in 0..<20_000 {
      let scale = [1.0, 10, 1000, 1e6, 1e7][Int.random(in: 0...4, using: &random)]
      let limit = Int64(1) << Int64.random(in: 1...52, using: &random)
      let value: Double = Double(Int64.random(in: 0..<limit, using: &random)) / scale
      for number in [value, value.nextUp, -value] {
        var text = ByteBuffer()
        text.appendJSON(number)
        #expect(String(decoding: text.bytes, as: UTF8.self) == number.description)
      }
    }
  }

  @Test func `numbers of many decimals are written as the library does`() {
    var random = SeededGenerator(seed: 3)
    var numbers = [536_870_912.00390625, 4_294_967_295.5, 4_294_967_296, 4_294_967_295.9999995]
    for exponent in -14...50 {
      let power = Double(sign: .plus, exponent: exponent, significand: 1)
      for _ in 0..<1000 {
        let value = Double.random(in: 1..<2, using: &random) * power
        // Few binary digits: the middle between two decimals, or between two doubles, is met.
        let short = power * (1 + Double(random.next() % 64) / 64)
        let middling = Double(Float(value))
        numbers += [value, short, short.nextUp, short.nextDown, middling, middling.nextUp]
      }
    }
    #expect(numbers.filter { json($0) != $0.description } == [])
  }

  @Test func `pieces of any length, one after the other`() {
    var buffer = ByteBuffer()
    var text = ""
    for length in 0..<70 {
      let piece = String(repeating: "\(length % 10)", count: length)
      buffer.append(Piece(piece))
      text += piece
    }
    #expect(String(decoding: buffer.bytes, as: UTF8.self) == text)
    buffer.repeatBytes(1..<4)
    #expect(String(decoding: buffer.bytes, as: UTF8.self) == text + "223")
    buffer.removeAll()
    buffer.append(7, digits: 20)
    buffer.append(UInt64.max, digits: 1)
    #expect(
      String(decoding: buffer.bytes, as: UTF8.self)
        == String(repeating: "0", count: 19) + "718446744073709551615")
  }
}
