internal import Engine
internal import History

extension ComparisonTable {
  /// The table for a terminal; the best of each column is marked with an asterisk, with a baseline
  /// each clear difference from it.
  ///
  /// A table that is wider than `width` characters continues below itself with the next columns.
  public func text(width: Int = .max) -> String {
    let cells = table { $0 + ($1 ? "*" : " ") }
    let widths = cells[0].indices.map { column in cells.map { $0[column].count }.max() ?? 0 }
    let left = differingAxes.count
    let blocks = Self.blocks(widths, left: left, width: width).map { columns in
      cells.map { row in
        columns.map { column in
          let padding = String(repeating: " ", count: widths[column] - row[column].count)
          return column < left ? row[column] + padding : padding + row[column]
        }.joined(separator: Self.gap).trimmedAtEnd + "\n"
      }.joined()
    }
    return blocks.joined(separator: "\n")
  }

  private static let gap = "  "

  /// The columns of each part of a table; the left ones are in all of them.
  private static func blocks(_ widths: [Int], left: Int, width: Int) -> [[Int]] {
    let leftWidth = widths[..<left].reduce(0) { $0 + $1 + gap.count }
    var blocks: [[Int]] = []
    var room = 0
    for column in left..<widths.count {
      let needed = widths[column] + gap.count
      if blocks.isEmpty || room < needed {
        blocks.append(Array(0..<left))
        // The last gap of a line is not written.
        room = width == .max ? .max : width - leftWidth + gap.count
      }
      blocks[blocks.count - 1].append(column)
      room -= needed
    }
    return blocks
  }

  /// The table in Markdown, with bold cells for the marked ones.
  public var markdown: String {
    let cells = table { $1 ? "**\($0)**" : $0 }
    let left = differingAxes.count
    let rule = cells[0].indices.map { $0 < left ? "---" : "--:" }
    return ([cells[0], rule] + cells.dropFirst()).map {
      "| " + $0.joined(separator: " | ") + " |\n"
    }.joined()
  }

  /// The title row and the rows below it.
  private func table(mark: (_ text: String, _ isMarked: Bool) -> String) -> [[String]] {
    let axes = differingAxes
    let titles = axes.map(\.title) + columns.map { mark($0.title, false) }
    var lines = [titles]
    for ((row, marks), baselineRow) in zip(zip(rows.indices, marks), baselineRows) {
      lines.append(
        axes.map { $0.text(rows[row].variant) ?? "–" }
          + zip(columns.indices, marks).map { column, isMarked in
            mark(text(row, column, baselineRow), isMarked)
          })
    }
    return lines
  }

  /// The cell of a row and a column: a mean with its interval, and how far it is from the baseline.
  private func text(_ row: Int, _ column: Int, _ baselineRow: Int?) -> String {
    guard let interval = interval(row, column) else { return "–" }
    let format = columns[column]
    var text = Self.text(interval, format)
    guard let baselineRow,
      let difference = difference(of: row, from: baselineRow, in: column)
    else { return text }
    text += " (" + (difference.difference.mean < 0 ? "" : "+")
    text += Self.text(difference.difference, format)
    if let ratio = difference.ratio { text += ", ×\(fixed(ratio, 2))" }
    return text + ")"
  }

  private static func text(_ interval: Interval, _ column: ComparisonColumn) -> String {
    guard interval.mean.isFinite else { return "∞" }
    guard let margin = interval.margin, margin.isFinite else { return column.text(interval.mean) }
    return column.text(interval.mean) + " ±" + column.text(margin)
  }

  /// Remarks about rows with nodes that never ran, one a line.
  public var notes: [String] {
    rows.compactMap { row in
      let stranded = row.runs.compactMap { $0?.stranded }.max() ?? 0
      guard stranded > 0 else { return nil }
      let options = row.variant.options
      return "\(counted(stranded, "node")) never ran under \(options.policy) with "
        + counted(options.gpuCount, "GPU")
    }
  }
}

extension String {
  fileprivate var trimmedAtEnd: String {
    var result = self
    while result.last == " " { result.removeLast() }
    return result
  }
}
