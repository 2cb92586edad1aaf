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
  /// Words that some YAML reader takes for something else than text.
  private static let words: Set = ["null", "true", "false", "yes", "no", "on", "off", "y", "n"]

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

  /// Appends a name, without quotes where YAML needs none.
  private mutating func appendName(_ name: String) {
    guard format == .yaml, name.utf8.first.map(isLetter) == true,
      name.utf8.allSatisfy({ isLetter($0) || isDigit($0) || $0 == UInt8(ascii: "-") }),
      !Self.words.contains(name.lowercased())
    else { return text.appendJSON(name) }
    text.append(name)
  }
}

/// The id of the request with a number counted from 0, such as `req_0042`.
func requestID(_ number: Int, digits: Int) -> String {
  let written = String(number + 1)
  return "req_" + String(repeating: "0", count: max(0, digits - written.count)) + written
}

private func isLetter(_ byte: UInt8) -> Bool {
  UInt8(ascii: "a")...UInt8(ascii: "z") ~= byte | 0x20 || byte == UInt8(ascii: "_")
}

private func isDigit(_ byte: UInt8) -> Bool { UInt8(ascii: "0")...UInt8(ascii: "9") ~= byte }

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

  /// Appends an instant in microseconds since 1970 as `2024-01-01T10:00:00.250000`.
  mutating func appendTimestamp(_ microseconds: Int64) {
    let (seconds, fraction) = microseconds.quotientAndRemainder(dividingBy: 1_000_000)
    let (days, secondOfDay) = Int(seconds).quotientAndRemainder(dividingBy: 86_400)
    let (year, month, day) = date(daysSince1970: days)
    append(UInt64(year), digits: 4)
    append("-")
    append(UInt64(month), digits: 2)
    append("-")
    append(UInt64(day), digits: 2)
    append("T")
    append(UInt64(secondOfDay / 3600), digits: 2)
    append(":")
    append(UInt64(secondOfDay / 60 % 60), digits: 2)
    append(":")
    append(UInt64(secondOfDay % 60), digits: 2)
    append(".")
    append(UInt64(fraction), digits: 6)
  }
}

/// The day of the Gregorian calendar `days` days after 1970-01-01.
private func date(daysSince1970 days: Int) -> (year: Int, month: Int, day: Int) {
  // Counted from 1 March of the year 0, in cycles of 400 years; a year ends with its leap day.
  let shifted = days + 719_468
  let (cycle, dayOfCycle) = shifted.quotientAndRemainder(dividingBy: 146_097)
  let yearOfCycle =
    (dayOfCycle - dayOfCycle / 1460 + dayOfCycle / 36_524 - dayOfCycle / 146_096) / 365
  let dayOfYear = dayOfCycle - (365 * yearOfCycle + yearOfCycle / 4 - yearOfCycle / 100)
  let monthFromMarch = (5 * dayOfYear + 2) / 153
  let month = monthFromMarch < 10 ? monthFromMarch + 3 : monthFromMarch - 9
  let day = dayOfYear - (153 * monthFromMarch + 2) / 5 + 1
  return (cycle * 400 + yearOfCycle + (month <= 2 ? 1 : 0), month, day)
}
