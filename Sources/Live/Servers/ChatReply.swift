import Documents
import Foundation

/// The reply of a chat server: one object, or a stream of events.
enum ChatReply {
  /// Reads a reply; servers that always stream do so unasked.
  static func read(_ answer: HTTPAnswer) throws(CallFailure) -> ModelAnswer {
    if answer.isEventStream || EventStream.begins(answer.body) {
      return try joined(EventStream.events(in: answer.body))
    }
    guard let node = Endpoint.json(answer.body) else { throw .malformed("reply is not JSON") }
    try checkError(node)
    guard let message = node["choices"]?.items?.first?["message"] else {
      throw .malformed("reply has no choices[0].message")
    }
    return ModelAnswer(text: try text(of: message), tokens: tokens(of: node))
  }

  /// Puts the pieces of a streamed reply together.
  private static func joined(_ events: [Data]) throws(CallFailure) -> ModelAnswer {
    var answer = ModelAnswer(text: "")
    var hasChoices = false
    for event in events where !event.elementsEqual("[DONE]".utf8) {
      guard let node = Endpoint.json(event) else { throw .malformed("an event is not JSON") }
      try checkError(node)
      if let tokens = tokens(of: node) { answer.tokens = tokens }
      guard let choice = node["choices"]?.items?.first else { continue }
      hasChoices = true
      if let piece = choice["delta"] ?? choice["message"] { answer.text += try text(of: piece) }
    }
    guard hasChoices else { throw .malformed("the events have no choices") }
    return answer
  }

  private static func checkError(_ node: Node) throws(CallFailure) {
    if let error = node["error"], !error.isNull { throw .reported(Endpoint.detail(node)) }
  }

  /// The text of a message or of a piece of one; its content may be a list of parts.
  private static func text(of message: Node) throws(CallFailure) -> String {
    guard let content = message["content"], !content.isNull else { return "" }
    if let text = content.text { return text }
    guard let parts = content.items else { throw .malformed("content of the reply is not text") }
    return parts.compactMap { $0["text"]?.text }.joined()
  }

  private static func tokens(of node: Node) -> Int? {
    let number = node["usage"]?["completion_tokens"]?.number()
    return number.flatMap { $0 >= 0 ? Int(exactly: $0) : nil }
  }
}

/// A stream of server-sent events.
enum EventStream {
  /// Whether a body is a stream, though it may be declared as something else.
  static func begins(_ body: Data) -> Bool {
    body.starts(with: "data:".utf8) || body.starts(with: "event:".utf8)
  }

  /// The data of the events in a body; lines of one event are joined by line feeds.
  static func events(in body: Data) -> [Data] {
    var events: [Data] = []
    var event: Data?
    for line in lines(of: body) {
      if line.isEmpty {
        if let whole = event.take() { events.append(whole) }
      } else if line.starts(with: "data:".utf8) {
        var value = line.dropFirst(5)
        if value.first == UInt8(ascii: " ") { value = value.dropFirst() }
        event = event.map { $0 + [UInt8(ascii: "\n")] + value } ?? Data(value)
      }
    }
    // Some servers end without the empty line.
    if let event { events.append(event) }
    return events
  }

  /// The lines of a body, which end in CR, LF or both.
  private static func lines(of body: Data) -> [Data.SubSequence] {
    body.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false).flatMap { line in
      let line = line.last == UInt8(ascii: "\r") ? line.dropLast() : line
      return line.split(separator: UInt8(ascii: "\r"), omittingEmptySubsequences: false)
    }
  }
}
