internal import Documents

/// The rows that cannot be used: the first of them with place and sentence, and their number.
struct BadRows {
  /// The number of rows.
  private(set) var count = 0
  private var lines: [String] = []

  /// Adds a row; its words are composed only if they are kept.
  mutating func add(_ line: @autoclosure () -> String) {
    count += 1
    if lines.count < Diagnostics.limit { lines.append(line()) }
  }

  /// The failure, unless all rows can be used.
  var failure: ImportFailure? {
    guard count > 0 else { return nil }
    var text = lines.map { visible($0) + "\n" }.joined()
    if count > lines.count {
      let more = count - lines.count
      text += "… and \(more) more \(more == 1 ? "error" : "errors")\n"
    }
    return .badData(text + "error: --skip-bad drops rows that cannot be used\n")
  }
}
