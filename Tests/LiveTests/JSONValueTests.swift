import Foundation
import Testing

@testable import Live

struct JSONValueTests {
  private func text(_ value: JSONValue) -> String {
    String(decoding: value.encoded, as: UTF8.self)
  }

  @Test func `a number that JSON cannot write is null, and the rest of the body is there`() {
    for number in [Double.nan, .infinity, -.infinity] {
      let body: JSONValue = .object(["prompt": .text("hello"), "temperature": .number(number)])
      #expect(text(body) == #"{"prompt":"hello","temperature":null}"#)
    }
  }

  @Test func `a value is read back as it was`() throws {
    let value: JSONValue = .object([
      "text": .text("\"\\\n\u{1}é😀/\u{2028}"), "list": .list([.null, .truth(true), .number(-3)]),
      "numbers": .list(
        [0.1, 1e300, Double.leastNonzeroMagnitude, 1e20, -0.5].map(JSONValue.number)),
      "": .object([:]),
    ])
    let object = try JSONSerialization.jsonObject(with: value.encoded) as? [String: Any]
    #expect(object?["text"] as? String == "\"\\\n\u{1}é😀/\u{2028}")
    #expect(object?["numbers"] as? [Double] == [0.1, 1e300, .leastNonzeroMagnitude, 1e20, -0.5])
    #expect((object?["list"] as? [Any])?.count == 3)
    #expect(object?.keys.sorted() == ["", "list", "numbers", "text"])
  }
}
