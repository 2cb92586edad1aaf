import Engine

/// A page of the inspector: rows of text, some of which lead on.
struct InspectorPage {
  struct Span {
    let text: String
    let style: Style
  }

  struct Row {
    var spans: [Span] = []
    var link: Link?
  }

  private(set) var title = ""
  private(set) var rows: [Row] = []
  /// The rows with links, by their number among them.
  private var linkRows: [Int] = []
  private let chosenLink: Int
  private let isAtTop: Bool
  /// The columns that a row has.
  let width: Int

  /// The open page of a state, as wide as its pane.
  init(_ state: AppState) { self.init(Frame(state)) }

  init(_ frame: Frame) {
    let inspection = frame.state.inspections.last
    chosenLink = inspection?.link ?? 0
    isAtTop = inspection?.isAtTop ?? true
    width = max(frame.layout[.inspector].width - 4, 1)
    switch inspection?.subject {
    case .gpu(let gpu): self.show(gpu: gpu, frame)
    case .dispatch(let execution): self.show(dispatch: execution, frame, width: width)
    case .waiting(let entry): self.show(waiting: entry, frame, width: width)
    case .request(let request): self.show(request: request, frame, width: width)
    case .slowest: self.showSlowest(frame)
    case .warnings: self.showWarnings(frame)
    case nil: break
    }
  }
}

// MARK: - Writing

extension InspectorPage {
  mutating func setTitle(_ text: String) { title = text }

  mutating func add(_ spans: [Span], link: Link? = nil) {
    if link != nil { linkRows.append(rows.count) }
    rows.append(Row(spans: spans, link: link))
  }

  mutating func add(_ text: String, _ style: Style, link: Link? = nil) {
    add([Span(text: text, style: style)], link: link)
  }

  /// Adds a line that leads on, with the key that follows it.
  mutating func addLink(_ text: String, _ link: Link, _ frame: Frame) {
    let key = frame.state.keymap.label(of: .inspect).map { "\($0) " } ?? ""
    add(key + text, frame.theme.plain, link: link)
  }

  /// Adds words, broken into as many rows as they need; the first one carries the link.
  mutating func addWrapped(_ spans: [Span], link: Link? = nil) {
    var row: [Span] = []
    var used = 0
    var link = link
    for span in spans {
      var text = ""
      for word in span.text.split(separator: " ", omittingEmptySubsequences: false) {
        let columns = displayWidth(of: String(word))
        if used + columns > width, used > 2 {
          row.append(Span(text: text, style: span.style))
          add(row, link: link)
          (row, text, link) = ([Span(text: "  ", style: span.style)], "", nil)
          used = 2
        }
        text += word + " "
        used += columns + 1
      }
      text.removeLast()
      used -= 1
      row.append(Span(text: text, style: span.style))
    }
    add(row, link: link)
  }

  mutating func addWrapped(_ text: String, _ style: Style) {
    addWrapped([Span(text: text, style: style)])
  }

  mutating func addBlank() { rows.append(Row()) }

  mutating func addHeading(_ text: String, _ theme: Theme) {
    if !rows.isEmpty { addBlank() }
    add(text, theme.style(.title, .bold))
  }

  /// Adds a picture, row by row.
  mutating func add(_ picture: Canvas) {
    for y in 0..<picture.size.height {
      add(
        picture.row(y).filter { !$0.isContinuation }.map {
          Span(text: String(Character($0.scalar)), style: $0.style)
        })
    }
  }
}

// MARK: - Choosing

extension InspectorPage {
  /// How many lines can be chosen: those with links; on a page without any, the places to scroll to.
  func choiceCount(height: Int) -> Int {
    linkRows.isEmpty ? max(rows.count - height, 0) + 1 : linkRows.count
  }

  func link(_ number: Int) -> Link? {
    guard !linkRows.isEmpty else { return nil }
    return rows[linkRows[min(max(number, 0), linkRows.count - 1)]].link
  }

  /// The row of the chosen line.
  private var chosenRow: Int {
    let number = max(chosenLink, 0)
    return linkRows.isEmpty ? number : linkRows[min(number, linkRows.count - 1)]
  }

  /// The row that is drawn as chosen; none on a page without links.
  var markedRow: Int? { linkRows.isEmpty ? nil : chosenRow }

  /// The first row in sight: the chosen one is, and the last ones come up with the last link.
  func firstRow(height: Int) -> Int {
    if linkRows.isEmpty { return min(chosenRow, max(rows.count - height, 0)) }
    if isAtTop, chosenLink <= 0 { return 0 }
    let isLast = chosenLink >= linkRows.count - 1 && linkRows.count > 1
    let target = isLast ? rows.count - 1 : chosenRow
    return min(max(0, target - height + 1), chosenRow)
  }

  /// Whether the chosen line is in sight from the top.
  func isChosenNearTop(height: Int) -> Bool { linkRows.isEmpty || chosenRow < height }

  /// The number of the link in a row.
  func linkIndex(atRow row: Int) -> Int? { linkRows.firstIndex(of: row) }
}

/// The inspector: what Enter opened.
enum InspectorView {
  static func draw(_ frame: Frame, _ rect: Rect, _ canvas: inout Canvas) {
    let page = InspectorPage(frame)
    let theme = frame.theme
    Pane.draw(.inspector, page.title, frame, rect, &canvas) { inside, canvas in
      canvas.clear(inside, style: theme.plain)
      let first = page.firstRow(height: inside.height)
      for (index, row) in page.rows.enumerated().dropFirst(first).prefix(inside.height) {
        let y = inside.y + index - first
        var x = inside.x + 1
        for span in row.spans { x += canvas.write(span.text, x: x, y: y, style: span.style) }
        guard index == page.markedRow else { continue }
        Pane.choose(
          Rect(x: inside.x, y: y, width: inside.width, height: 1), of: .inspector, frame, &canvas)
      }
    }
    drawEdge(page, frame, rect, &canvas)
  }

  /// Says on the frame how many rows are out of sight, and how to close.
  private static func drawEdge(
    _ page: InspectorPage, _ frame: Frame, _ rect: Rect, _ canvas: inout Canvas
  ) {
    let height = rect.height - 2
    let below = page.rows.count - height - page.firstRow(height: height)
    let more = below > 0 ? "↓ \(Format.count(below)) more · " : ""
    let depth = frame.state.inspections.count
    let close = frame.state.keymap.label(of: .close) ?? ""
    let text = " \(more)\(close) \(depth > 1 ? "back" : "closes") "
    guard rect.width > displayWidth(of: page.title) + displayWidth(of: text) + 10 else { return }
    canvas.writeRight(
      text, in: Rect(x: rect.x, y: rect.y, width: rect.width - 2, height: 1),
      style: frame.theme.style(.dim))
  }
}
