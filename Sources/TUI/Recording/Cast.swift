/// A recording of the screen as asciinema plays it: asciicast, version 2.
///
/// A line for each picture, with the time since the beginning and what a terminal has to be sent. Only
/// what was shown is in it, not what was typed.
///
/// Source: asciinema's documentation, "asciicast v2".
struct Cast {
  private let depth: ColorDepth
  private var size: Size
  private var rows: [String] = []

  /// Begins a recording.
  init(size: Size, depth: ColorDepth) {
    self.size = size
    self.depth = depth
  }

  /// The first line of the file.
  func header(title: String, timestamp: Int? = nil) -> String {
    let begun = timestamp.map { ",\"timestamp\":\($0)" } ?? ""
    return "{\"version\":2,\"width\":\(size.width),\"height\":\(size.height)\(begun),"
      + "\"title\":\(quoted(title)),\"env\":{\"TERM\":\"xterm-256color\"}}\n"
  }

  /// The lines that show a picture; empty if nothing has changed.
  mutating func lines(showing canvas: Canvas, at seconds: Double) -> String {
    var lines = ""
    if canvas.size != size {
      size = canvas.size
      rows = []
      lines = event(seconds, "r", "\(size.width)x\(size.height)")
    }
    // Each row by itself, so that one that has not changed is not sent.
    let text = canvas.ansi(depth).split(separator: "\n", omittingEmptySubsequences: false)
    let new = text.prefix(size.height).map(String.init)
    var output = rows.isEmpty ? "\u{1B}[?25l\u{1B}[0m\u{1B}[2J" : ""
    for (y, row) in new.enumerated() where rows.isEmpty || rows[y] != row {
      output += "\u{1B}[\(y + 1);1H\(row)\u{1B}[K"
    }
    rows = new
    return output.isEmpty ? lines : lines + event(seconds, "o", output)
  }

  /// The line of a mark, which players can go to.
  func mark(_ label: String, at seconds: Double) -> String { event(seconds, "m", label) }

  /// The line that keeps the last picture until a time.
  func pause(until seconds: Double) -> String { event(seconds, "o", "") }

  private func event(_ seconds: Double, _ code: String, _ data: String) -> String {
    let microseconds = Int((seconds * 1e6).rounded())
    let fraction = String(microseconds % 1_000_000)
    let zeros = String(repeating: "0", count: 6 - fraction.count)
    return "[\(microseconds / 1_000_000).\(zeros)\(fraction),\"\(code)\",\(quoted(data))]\n"
  }

  private func quoted(_ text: String) -> String {
    var quoted = "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"": quoted += "\\\""
      case "\\": quoted += "\\\\"
      case _ where scalar.value < 0x20 || scalar.value == 0x7F:
        let digits = String(scalar.value, radix: 16)
        quoted += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
      default: quoted.unicodeScalars.append(scalar)
      }
    }
    return quoted + "\""
  }
}
