/// A page of the inspector: rows of text, some with links.
struct InspectorPage {
  struct TextSpan {
    let text: String
    let style: Style
  }

  struct Row {
    var spans: [TextSpan] = []
    var link: PageLink?
  }

  private(set) var title = ""
  private(set) var rows: [Row] = []
  /// The rows with links, in order.
  private var linkRows: [Int] = []
  private let chosenLink: Int
  private let isAtTop: Bool
  /// The columns of a row.
  let width: Int
  /// The rows of the pane, its frame not counted.
  let height: Int

  /// Writes a page as wide as its pane.
  ///
  /// - Parameters:
  ///   - page: The subject and the chosen link; nil for an empty page.
  ///   - scene: The moment to describe.
  ///   - size: The size of the pane with its frame.
  init(_ page: InspectedPage?, _ scene: Scene, size: Size) {
    chosenLink = page?.link ?? 0
    isAtTop = page?.isAtTop ?? true
    width = max(size.width - 4, 1)
    height = max(size.height - 2, 0)
    switch page?.subject {
    case .gpu(let gpu): self.show(gpu: gpu, scene)
    case .dispatch(let execution): self.show(dispatch: execution, scene)
    case .waiting(let entry): self.show(waiting: entry, scene)
    case .request(let request): self.show(request: request, scene)
    case .slowest: self.showSlowest(scene, order: page?.order ?? 0)
    case .models: self.showModels(ModelOrder(place: page?.order ?? 0), scene)
    case .model(let model): self.show(model: model, scene)
    case .warnings: self.showWarnings(scene)
    case .places: self.showPlaces(scene)
    case nil: break
    }
  }
}

// MARK: - Writing

extension InspectorPage {
  mutating func setTitle(_ text: String) { title = text }

  mutating func add(_ spans: [TextSpan], link: PageLink? = nil) {
    if link != nil { linkRows.append(rows.count) }
    rows.append(Row(spans: spans, link: link))
  }

  mutating func add(_ text: String, _ style: Style, link: PageLink? = nil) {
    add([TextSpan(text: text, style: style)], link: link)
  }

  /// Adds a line with a link, and the key that follows it.
  mutating func addLink(_ text: String, _ link: PageLink, _ scene: Scene) {
    let key = scene.keymap.label(of: .inspect).map { "\($0) " } ?? ""
    add(key + text, scene.theme.plain, link: link)
  }

  /// Adds words, broken into as many rows as they need; the first one carries the link.
  mutating func addWrapped(_ spans: [TextSpan], link: PageLink? = nil) {
    var row: [TextSpan] = []
    var used = 0
    var link = link
    for span in spans {
      var text = ""
      for word in span.text.split(separator: " ", omittingEmptySubsequences: false) {
        let columns = displayWidth(of: String(word))
        if used + columns > width, used > Self.indent.count {
          row.append(TextSpan(text: text, style: span.style))
          add(row, link: link)
          (row, text, link) = ([TextSpan(text: Self.indent, style: span.style)], "", nil)
          used = Self.indent.count
        }
        text += word + " "
        used += columns + 1
      }
      text.removeLast()
      used -= 1
      row.append(TextSpan(text: text, style: span.style))
    }
    add(row, link: link)
  }

  mutating func addWrapped(_ text: String, _ style: Style) {
    addWrapped([TextSpan(text: text, style: style)])
  }

  /// The blanks before the further rows of a paragraph.
  private static let indent = "  "

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
          TextSpan(text: $0.text, style: $0.style)
        })
    }
  }
}

// MARK: - Choosing

extension InspectorPage {
  /// The number of lines to choose from: those with links; on a page without any, the places to scroll to.
  func choiceCount(height: Int) -> Int {
    linkRows.isEmpty ? max(rows.count - height, 0) + 1 : linkRows.count
  }

  func link(_ number: Int) -> PageLink? {
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
