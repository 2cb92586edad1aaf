internal import Workload

/// JSON text being put together, with commas where they belong.
struct JSONText {
  private(set) var buffer = ByteBuffer()
  private var needsComma = false

  /// Forgets the text, but not whether a comma is due.
  mutating func removeAll() { buffer.removeAll() }

  mutating func separate() {
    if needsComma { buffer.append(UInt8(ascii: ",")) }
    needsComma = true
  }

  mutating func beginObject() { begin("{") }
  mutating func endObject() { end("}") }
  mutating func beginList() { begin("[") }
  mutating func endList() { end("]") }

  mutating func newline() { buffer.append(UInt8(ascii: "\n")) }

  /// Ends a document; the next value is on its own again.
  mutating func endLine() {
    newline()
    needsComma = false
  }

  private mutating func begin(_ bracket: String) {
    separate()
    buffer.append(bracket)
    needsComma = false
  }

  private mutating func end(_ bracket: String) {
    buffer.append(bracket)
    needsComma = true
  }

  mutating func key(_ key: String) {
    separate()
    buffer.appendJSON(key)
    buffer.append(UInt8(ascii: ":"))
    needsComma = false
  }

  mutating func value(_ text: String) {
    separate()
    buffer.appendJSON(text)
  }

  mutating func value(_ number: Int) {
    separate()
    buffer.append(number)
  }

  mutating func value(_ number: Double?) {
    separate()
    buffer.appendJSON(number)
  }

  mutating func field(_ name: String, _ text: String) {
    key(name)
    value(text)
  }

  mutating func field(_ name: String, _ text: String?) {
    key(name)
    if let text { value(text) } else { value(nil as Double?) }
  }

  mutating func field(_ name: String, _ number: Int) {
    key(name)
    value(number)
  }

  mutating func field(_ name: String, _ number: Double?) {
    key(name)
    value(number)
  }

  mutating func field(_ name: String, _ truth: Bool) {
    key(name)
    separate()
    buffer.append(truth ? "true" : "false")
  }

  mutating func list(_ name: String, _ texts: some Sequence<String>) {
    key(name)
    beginList()
    for text in texts { value(text) }
    endList()
  }

  mutating func list(_ name: String, _ numbers: Range<Int>) {
    key(name)
    beginList()
    for number in numbers { value(number) }
    endList()
  }
}
