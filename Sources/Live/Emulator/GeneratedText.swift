/// The text of an emulated answer: where it comes from, then filler words, as long as is asked for.
struct GeneratedText: Sendable {
  /// The tokens of the text, each a word with the space before it; endless if repeated.
  private let beginning: [String]

  private static let filler = [
    " lorem", " ipsum", " dolor", " sit", " amet", " consectetur", " adipiscing", " elit",
  ]
  /// The longest text, in tokens; what is longer is counted but not written.
  static let writtenTokens = 1 << 14

  init(model: String, prompt: String) {
    let words = "\(model) on: \(prompt.prefix(60))".split(separator: " ")
    beginning = words.enumerated().map { $0.offset == 0 ? String($0.element) : " \($0.element)" }
  }

  /// A token of the text.
  func token(_ index: Int) -> String {
    index < beginning.count
      ? beginning[index] : Self.filler[(index - beginning.count) % Self.filler.count]
  }

  /// The tokens of an answer, without those that are only counted.
  func tokens(_ count: Int) -> [String] {
    (0..<min(count, Self.writtenTokens)).map(token)
  }

  /// A text of so many bytes, with a space before it.
  func text(bytes count: Int) -> String {
    let count = min(count, 8 * Self.writtenTokens)
    var text = " "
    var index = 0
    while text.utf8.count < count {
      let next = token(index)
      // Only single bytes fit everywhere.
      if text.utf8.count + next.utf8.count <= count || next.utf8.allSatisfy({ $0 < 0x80 }) {
        text += next
      } else {
        text += String(repeating: ".", count: count - text.utf8.count)
      }
      index += 1
    }
    return String(decoding: text.utf8.prefix(count), as: UTF8.self)
  }
}
