internal import Documents
internal import Engine

/// How a requests file is written.
public enum RequestFormat: String, CaseIterable, Sendable {
  /// A request over several lines, with a comment at the top.
  case yaml
  /// A request a line.
  case json

  /// The format that a path's extension stands for, or nil.
  public init?(path: String) {
    switch SourceFile.Format(path: path) {
    case .yaml: self = .yaml
    case .json: self = .json
    case nil: return nil
    }
  }
}

/// One request as it is drawn.
struct GeneratedRequest {
  let workflow: Int
  /// Seconds from midnight of the first day.
  let time: Double
  var inputs: [(name: String, text: String)] = []
  /// For each node its configuration.
  var settings: [[(option: String, value: Node.Scalar)]] = []
  /// For each node the execution time.
  var seconds: [Double] = []

  init(workflow: Int, time: Double) {
    self.workflow = workflow
    self.time = time
  }
}

/// Puts requests into the words of a file.
struct RequestWriter {
  /// 2024-01-01T00:00:00Z: the midnight from which times are counted.
  private static let epochMicroseconds: Int64 = 1_704_067_200_000_000

  /// What some reader of YAML takes for something else than text.
  private static let words: Set = ["null", "true", "false", "yes", "no", "on", "off", "y", "n"]

  private let format: RequestFormat
  private let workflows: [Workflow]
  private let digits: Int

  /// What is written so far and not taken away yet.
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
    case .yaml: text.append("  - request_id: ")
    case .json: text.append(number == 0 ? "\n{\"request_id\": " : ",\n{\"request_id\": ")
    }
    appendID(number + 1)
    field("timestamp")
    text.append("\"")
    text.appendTimestamp(Self.epochMicroseconds + Int64(request.time * 1e6))
    text.append("\"")
    field("workflow_id")
    appendName(workflows[request.workflow].id)
    if !request.inputs.isEmpty {
      field("input_data")
      appendMapping(request.inputs, key: \.name) { $0.appendJSON($1.text) }
    }
    if request.settings.contains(where: { !$0.isEmpty }) {
      field("node_configs")
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
    field("node_execution_times")
    appendMapping(Array(zip(nodes, request.seconds)), key: \.0.id) { $0.appendSeconds($1.1) }
    text.append(format == .yaml ? "\n" : "}")
  }

  private mutating func appendID(_ number: Int) {
    let quote = format == .yaml ? "" : "\""
    text.append("\(quote)req_")
    let written = String(number)
    for _ in written.count..<max(written.count, digits) { text.append("0") }
    text.append("\(written)\(quote)")
  }

  private mutating func field(_ name: String) {
    text.append(format == .yaml ? "\n    \(name): " : ", \"\(name)\": ")
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

  /// Appends a time to the millisecond, a short one to the microsecond, without final zeros.
  fileprivate mutating func appendSeconds(_ seconds: Double) {
    let (scale, digits) = seconds < 0.1 ? (1_000_000, 6) : (1000, 3)
    let units = Int((seconds * Double(scale)).rounded())
    append(units / scale)
    var (fraction, length) = (units % scale, digits)
    guard fraction > 0 else { return append(".0") }
    while fraction.isMultiple(of: 10) { (fraction, length) = (fraction / 10, length - 1) }
    append(".")
    append(UInt64(fraction), digits: length)
  }

  /// Appends an instant, given in microseconds since 1970, as `2024-01-01T10:00:00.250000`.
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

/// The day of the Gregorian calendar that is so many days after 1970-01-01.
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
