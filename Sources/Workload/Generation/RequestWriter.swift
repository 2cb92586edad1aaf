internal import Documents
internal import Engine

/// The syntax of a requests file.
public enum RequestFormat: String, CaseIterable, Sendable {
  /// YAML, several lines a request, with a comment at the top.
  case yaml
  /// JSON, one request a line.
  case json

  /// The format that a path's extension stands for; nil if it stands for none.
  public init?(path: String) {
    switch SourceFile.Format(path: path) {
    case .yaml: self = .yaml
    case .json: self = .json
    case nil: return nil
    }
  }
}

/// Serializes generated requests as YAML or JSON.
struct RequestWriter {
  private let format: RequestFormat
  private let workflows: [Workflow]
  /// The number of digits of the largest request number.
  private let digits: Int

  /// The text so far, except what the caller has removed.
  var text = ByteBuffer()

  init(_ format: RequestFormat, workflows: [Workflow], count: Int) {
    self.format = format
    self.workflows = workflows
    digits = String(count).count
  }

  mutating func begin(comment: String) {
    switch format {
    case .yaml: text.append("# \(comment)\nrequests:\n")
    case .json: text.append("{\"requests\": [")
    }
  }

  mutating func end() {
    if format == .json { text.append("\n]}\n") }
  }

  mutating func append(_ request: GeneratedRequest, number: Int) {
    let nodes = workflows[request.workflow].nodes
    switch format {
    case .yaml: text.append("  - \(RequestField.id.key): ")
    case .json: text.append((number == 0 ? "\n{" : ",\n{") + "\"\(RequestField.id.key)\": ")
    }
    let quote = format == .yaml ? "" : "\""
    text.append("\(quote)\(requestID(number, digits: digits))\(quote)")
    field(.timestamp)
    text.append("\"")
    text.appendTimestamp(request.timestampMicroseconds)
    text.append("\"")
    field(.workflow)
    appendName(workflows[request.workflow].id)
    if !request.inputs.isEmpty {
      field(.inputs)
      appendMapping(request.inputs, key: \.name) { $0.appendJSON($1.text) }
    }
    if request.settings.contains(where: { !$0.isEmpty }) {
      field(.configurations)
      let configured = zip(nodes, request.settings).filter { !$1.isEmpty }
      text.append("{")
      for (index, (node, settings)) in configured.enumerated() {
        if index > 0 { text.append(", ") }
        appendName(node.id)
        text.append(": ")
        appendMapping(settings, key: \.option) { $0.append($1.value) }
      }
      text.append("}")
    }
    field(.times)
    appendMapping(Array(zip(nodes, request.times)), key: \.0.id) { $0.append($1.1) }
    text.append(format == .yaml ? "\n" : "}")
  }

  private mutating func field(_ field: RequestField) {
    text.append(format == .yaml ? "\n    \(field.key): " : ", \"\(field.key)\": ")
  }

  private mutating func appendMapping<Element>(
    _ elements: [Element], key: (Element) -> String,
    value: (inout ByteBuffer, Element) -> Void
  ) {
    text.append("{")
    for (index, element) in elements.enumerated() {
      if index > 0 { text.append(", ") }
      appendName(key(element))
      text.append(": ")
      value(&text, element)
    }
    text.append("}")
  }

  private mutating func appendName(_ name: String) {
    if format == .yaml { text.appendYAML(name) } else { text.appendJSON(name) }
  }
}

/// The id of the request with a number counted from 0, such as `req_0042`.
func requestID(_ number: Int, digits: Int) -> String {
  let written = String(number + 1)
  return "req_" + String(repeating: "0", count: max(0, digits - written.count)) + written
}

extension ByteBuffer {
  /// Appends a scalar of the configuration in a form that YAML and JSON both read.
  fileprivate mutating func append(_ scalar: Node.Scalar) {
    if scalar.isNull {
      append("null")
    } else if let truth = scalar.truth {
      append(truth ? "true" : "false")
    } else if let number = scalar.number(), number.isFinite {
      if let whole = Int(exactly: number) { append(whole) } else { appendJSON(number) }
    } else {
      appendJSON(scalar.text)
    }
  }

  /// Appends a time in seconds, without final zeros.
  fileprivate mutating func append(_ time: RoundedTime) {
    append(time.units / time.scale)
    var (fraction, length) = (time.units % time.scale, time.digits)
    guard fraction > 0 else { return append(".0") }
    while fraction.isMultiple(of: 10) { (fraction, length) = (fraction / 10, length - 1) }
    append(".")
    append(UInt64(fraction), digits: length)
  }
}
