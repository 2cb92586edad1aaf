/// The figures of two schedules beside each other, and their differences in a column of their own.
struct FiguresTable {
  struct Row {
    let name: String
    private let own: Double?
    private let other: Double?
    private let format: (Double) -> String
    private let brief: (Double) -> String
    /// Whether the other schedule is the better one; nil if they are equal.
    let isBetter: Bool?

    /// A row of two amounts; `brief` writes them where there is little room.
    init(
      _ name: String, _ own: Double?, _ other: Double?, isLessBetter: Bool = true,
      brief: ((Double) -> String)? = nil, _ format: @escaping (Double) -> String
    ) {
      (self.name, self.own, self.other, self.format) = (name, own, other, format)
      self.brief = brief ?? format
      guard let own, let other, format(own) != format(other) else {
        isBetter = nil
        return
      }
      isBetter = (other < own) == isLessBetter
    }

    /// The own figure, the other one, and the other one less the own one.
    func cells(isBrief: Bool) -> [String] {
      let format = isBrief ? brief : format
      guard let own, let other else { return [own, other].map { $0.map(format) ?? "–" } + [""] }
      // What rounds to the same is the same.
      let difference =
        isBetter == nil ? "=" : (other > own ? "+" : "−") + format((other - own).magnitude)
      return [format(own), format(other), difference]
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
    let isBrief = rows.contains { row in
      row.cells(isBrief: false).contains { displayWidth(of: $0) >= width }
    }
    for (index, row) in rows.enumerated() where index + 1 < rect.height {
      let y = rect.y + index + 1
      canvas.write(row.name, x: rect.x, y: y, style: theme.style(.dim))
      let role: Theme.Role = row.isBetter.map { $0 ? .good : .bad } ?? .dim
      let styles = [theme.plain, theme.plain, theme.style(role)]
      for (index, cell) in row.cells(isBrief: isBrief).enumerated() {
        canvas.writeRight(cell, in: column(index, y: y), style: styles[index])
      }
    }
  }
}
