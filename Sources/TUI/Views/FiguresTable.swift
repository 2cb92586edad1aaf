/// The figures of two schedules beside each other, and their differences in a column of their own.
struct FiguresTable {
  struct Row {
    let name: String
    let own: String
    let other: String
    /// The other figure less the own one, in words.
    let difference: String
    /// Whether the other schedule is the better one; nil if they are equal.
    let isBetter: Bool?

    /// A row of two amounts.
    init(
      _ name: String, _ own: Double?, _ other: Double?, isLessBetter: Bool = true,
      _ format: (Double) -> String
    ) {
      self.name = name
      self.own = own.map(format) ?? "–"
      self.other = other.map(format) ?? "–"
      guard let own, let other else {
        (difference, isBetter) = ("", nil)
        return
      }
      let text = format((other - own).magnitude)
      // What rounds to the same is the same.
      guard self.own != self.other else {
        (difference, isBetter) = ("=", nil)
        return
      }
      difference = (other > own ? "+" : "−") + text
      isBetter = (other < own) == isLessBetter
    }
  }

  /// The name of the other schedule.
  let name: String
  let rows: [Row]

  /// The rows that it takes, with its heading.
  var height: Int { rows.count + 1 }

  func draw(_ rect: Rect, _ theme: Theme, _ canvas: inout Canvas) {
    let label = (rows.map { displayWidth(of: $0.name) }.max() ?? 0) + 1
    let width = max((rect.width - label) / 3, 1)
    func column(_ index: Int, y: Int) -> Rect {
      Rect(x: rect.x + label + index * width, y: y, width: width, height: 1)
    }
    for (index, title) in ["this", shortened(name, width - 1), "differs"].enumerated() {
      canvas.writeRight(title, in: column(index, y: rect.y), style: theme.style(.dim))
    }
    for (index, row) in rows.enumerated() where index + 1 < rect.height {
      let y = rect.y + index + 1
      canvas.write(row.name, x: rect.x, y: y, style: theme.style(.dim))
      canvas.writeRight(row.own, in: column(0, y: y), style: theme.plain)
      canvas.writeRight(row.other, in: column(1, y: y), style: theme.plain)
      let role: Theme.Role = row.isBetter.map { $0 ? .good : .bad } ?? .dim
      canvas.writeRight(row.difference, in: column(2, y: y), style: theme.style(role))
    }
  }
}
