internal import Documents
internal import Workload

/// The text of a requests file, handed on in pieces.
struct RequestText {
  private var text = ByteBuffer()
  private var isEmpty = true

  /// The number of bytes that are handed on at once.
  private static let pieceSize = 1 << 16

  /// Begins the file.
  mutating func begin(comment: String) { text.append("# \(comment)\nrequests:") }

  /// Appends the id of a request that is numbered.
  mutating func beginRequest(number: Int) {
    isEmpty = false
    text.append("\n  - {request_id: r")
    text.append(number)
  }

  /// Appends the id of a request, given by its bytes.
  mutating func beginRequest(id: Span<UInt8>) {
    isEmpty = false
    text.append("\n  - {request_id: ")
    var isPlain = true
    for index in id.indices {
      let byte = id[index]
      if byte < 0x20 || byte > 0x7E || byte == 0x22 || byte == 0x5C { isPlain = false }
    }
    guard isPlain else { return text.appendJSON(id.withUnsafeBufferPointer(Self.text)) }
    text.append(UInt8(ascii: "\""))
    text.append(id)
    text.append(UInt8(ascii: "\""))
  }

  private static func text(_ bytes: UnsafeBufferPointer<UInt8>) -> String {
    String(decoding: bytes, as: UTF8.self)
  }

  /// Appends the arrival, if there is one.
  mutating func appendTimestamp(_ microseconds: Int64?) {
    guard let microseconds else { return }
    text.append(", timestamp: \"")
    text.appendTimestamp(microseconds)
    text.append("\"")
  }

  /// Appends the bytes that `workflow(_:)` made, the time of its only call, and the end.
  mutating func endRequest(_ prefix: [UInt8], seconds: Double) {
    text.append(prefix.span)
    text.appendJSON(seconds)
    text.append("}}")
  }

  /// Appends the workflow, the times of its calls, and the end.
  mutating func endRequest(
    _ workflow: ImportedWorkflow, seconds: [Double?], data: [(key: String, value: Node)] = []
  ) {
    text.append(", workflow_id: ")
    text.appendYAML(workflow.id)
    for (key, value) in data {
      text.append(", \(key): ")
      text.appendFlow(value)
    }
    let timed = zip(workflow.nodes, seconds).filter { $1 != nil }
    guard !timed.isEmpty else { return text.append("}") }
    text.append(", node_execution_times: {")
    for (index, (node, seconds)) in timed.enumerated() {
      if index > 0 { text.append(", ") }
      text.appendYAML(node.id)
      text.append(": ")
      text.appendJSON(seconds)
    }
    text.append("}}")
  }

  /// The text of a request of one call between its timestamp and its time.
  static func prefix(ofSingle workflow: ImportedWorkflow) -> [UInt8] {
    var text = ByteBuffer()
    text.append(", workflow_id: ")
    text.appendYAML(workflow.id)
    text.append(", node_execution_times: {")
    text.appendYAML(workflow.nodes[0].id)
    text.append(": ")
    return Array(text.bytes)
  }

  /// Hands on what there is, if it is a piece or the last.
  mutating func flush(
    to stream: inout OutputStream, isLast: Bool = false
  ) throws(WriteFailure) {
    if isLast { text.append(isEmpty ? " []\n" : "\n") }
    guard isLast || text.count >= Self.pieceSize else { return }
    try stream.write(text.bytes)
    text.removeAll()
  }
}

extension ByteBuffer {
  /// Appends a value as YAML in braces and brackets.
  fileprivate mutating func appendFlow(_ node: Node) {
    switch node.content {
    case .scalar(let scalar):
      if scalar.isNull {
        append("null")
      } else if let truth = scalar.truth {
        append(truth ? "true" : "false")
      } else if scalar.number().map(\.isFinite) == true {
        append(scalar.text)
      } else {
        appendJSON(scalar.text)
      }
    case .sequence(let items):
      append("[")
      for (index, item) in items.enumerated() {
        if index > 0 { append(", ") }
        appendFlow(item)
      }
      append("]")
    case .mapping(let entries):
      append("{")
      for (index, entry) in entries.enumerated() {
        if index > 0 { append(", ") }
        appendYAML(entry.key)
        append(": ")
        appendFlow(entry.value)
      }
      append("}")
    }
  }
}
