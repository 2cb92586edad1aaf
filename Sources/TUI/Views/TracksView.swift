import History

/// The tracks below the lanes, on the same axis: waiting nodes, GPUs at work, requests that come and go.
enum TracksView {
  static func draw(
    _ cells: [TimelineCell], _ picture: LanesPicture, _ rect: Rect, _ canvas: inout Canvas
  ) {
    let height = picture.rows.trackHeight
    var rest = rect
    func next() -> Rect {
      let (top, below) = rest.splitTop(height)
      rest = below
      return top
    }
    let secondsPerCell = picture.axis.secondsPerCell
    let longest = cells.map(\.longestQueue).max() ?? 0
    drawCounts(
      "waiting", longest == 0 ? "none" : "≤ \(Format.count(longest, "node"))",
      cells.map(\.longestQueue), .ruler, picture,
      next(), &canvas)
    drawWork(cells, picture, next(), &canvas)
    for (name, path, role) in [
      ("arrive", \TimelineCell.arrivals, Theme.Role.key), ("complete", \.completions, .good),
    ] {
      let highest = cells.map { $0[keyPath: path] }.max() ?? 0
      drawCounts(
        name, highest == 0 ? "none" : "≤ \(rate(Double(highest) / secondsPerCell))",
        cells.map { $0[keyPath: path] },
        role, picture, next(), &canvas)
    }
  }

  // MARK: - Counts

  private static func drawCounts(
    _ name: String, _ scale: String, _ counts: [Int], _ role: Theme.Role,
    _ picture: LanesPicture, _ rect: Rect, _ canvas: inout Canvas
  ) {
    drawLabel(name, scale, picture, rect, &canvas)
    let bars = Rect(x: picture.chart.x, y: rect.y, width: picture.chart.width, height: rect.height)
    Sparkline.draw(counts, bars, style: picture.frame.theme.style(role), &canvas)
    dimPreview(picture, bars, &canvas)
  }

  private static func dimPreview(
    _ picture: LanesPicture, _ bars: Rect, _ canvas: inout Canvas
  ) {
    guard let first = (0..<bars.width).first(where: picture.isPreview) else { return }
    canvas.restyle(bars.splitLeft(first).rest) { $0.adding(.dim) }
  }

  /// Requests in so many seconds as words: per second, or per minute or hour where they are few.
  static func rate(_ perSecond: Double) -> String {
    let (value, unit) =
      perSecond >= 0.95 || perSecond == 0
      ? (perSecond, "s")
      : perSecond * 60 >= 0.95 ? (perSecond * 60, "min") : (perSecond * 3600, "h")
    let digits = value >= 9.95 || value == value.rounded() ? 0 : 1
    return "\(Format.decimal(value, digits))/\(unit)"
  }

  // MARK: - GPUs

  /// Draws the numbers of GPUs that compute, with those that switch or load on top of them.
  private static func drawWork(
    _ cells: [TimelineCell], _ picture: LanesPicture, _ rect: Rect, _ canvas: inout Canvas
  ) {
    let theme = picture.frame.theme
    let gpuCount = Double(max(picture.rows.gpuCount, 1))
    let busiest = cells.map { $0.seconds > 0 ? $0.busy / $0.seconds : 0 }.max() ?? 0
    let highest = Int(cells: (busiest - 1e-6).rounded(.up), in: 0...picture.rows.gpuCount)
    drawLabel("GPUs at work", "≤ \(highest) of \(picture.rows.gpuCount)", picture, rect, &canvas)
    let eighths = Double(rect.height * 8) / gpuCount
    for (column, cell) in cells.enumerated() where cell.seconds > 0 && cell.seconds.isFinite {
      let computing = level(cell.computing / cell.seconds * eighths, rect)
      let all = max(
        level(cell.busy / cell.seconds * eighths, rect),
        cell.busy > cell.computing ? min(computing + 1, rect.height * 8) : computing)
      let x = picture.chart.x + column
      for row in 0..<(all + 7) / 8 {
        let y = rect.endY - 1 - row
        let (lower, upper) = (min(max(computing - row * 8, 0), 8), min(all - row * 8, 8))
        let (glyph, style) =
          picture.isPreview(column)
          ? (Sparkline.blocks[upper - 1], theme.style(.good)) : stacked(lower, upper, theme)
        canvas.put(glyph, columns: 1, x: x, y: y, style: style)
      }
    }
    dimPreview(
      picture, Rect(x: picture.chart.x, y: rect.y, width: picture.chart.width, height: rect.height),
      &canvas)
  }

  private static func level(_ eighths: Double, _ rect: Rect) -> Int {
    let level = Int(cells: eighths, in: 0...rect.height * 8)
    return level == 0 && eighths > 0 ? 1 : level
  }

  /// A cell with computing up to one level, and switching from there up to another.
  private static func stacked(
    _ computing: Int, _ all: Int, _ theme: Theme
  ) -> (glyph: Unicode.Scalar, style: Style) {
    guard computing < all else { return (Sparkline.blocks[all - 1], theme.style(.good)) }
    guard computing > 0 else {
      return all == 8 ? ("▒", theme.style(.warn)) : (Sparkline.blocks[all - 1], theme.style(.warn))
    }
    // Full above: the paper shows what switches. Otherwise the larger of the two parts counts.
    if all == 8 { return (Sparkline.blocks[computing - 1], Style(theme[.good], on: theme[.warn])) }
    return 2 * computing >= all
      ? (Sparkline.blocks[all - 1], theme.style(.good))
      : (Sparkline.blocks[all - 1], theme.style(.warn))
  }

  // MARK: - Labels

  /// Writes the name of a track and its scale, below each other where there are two rows.
  private static func drawLabel(
    _ name: String, _ scale: String, _ picture: LanesPicture, _ rect: Rect, _ canvas: inout Canvas
  ) {
    let theme = picture.frame.theme
    let labels = picture.labels
    for y in rect.y..<rect.endY {
      canvas.put("▕", x: labels.endX - 1, y: y, style: theme.style(.border))
    }
    let width = labels.width - 2
    guard rect.height > 1 else {
      let room = width - displayWidth(of: scale) - 1
      canvas.write(name, x: labels.x, y: rect.y, style: theme.plain, maxWidth: max(room, 0))
      picture.writeHeading(scale, y: rect.y, &canvas)
      return
    }
    canvas.writeRight(
      name, in: Rect(x: labels.x, y: rect.y, width: width, height: 1), style: theme.plain)
    picture.writeHeading(scale, y: rect.y + 1, &canvas)
  }
}

extension TimelineCell {
  /// The seconds of all work, each GPU counted for itself.
  fileprivate var busy: Double { computing + switching + loading }
}
