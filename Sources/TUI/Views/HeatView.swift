import History

/// The row below the ruler: the share of all GPUs' time that went into switching, in each column.
enum HeatView {
  static func draw(
    _ cells: [TimelineCell], _ picture: LanesPicture, _ rect: Rect, _ canvas: inout Canvas
  ) {
    let gpuCount = Double(max(picture.rows.gpuCount, 1))
    let shares = cells.map { $0.seconds > 0 ? $0.switching / ($0.seconds * gpuCount) : 0 }
    let highest = shares.max() ?? 0
    // A little churn is not to look like much where there is no more.
    let full = max(highest, 0.1)
    for (column, share) in shares.enumerated() where share > 0 {
      let role: Theme.Role = share < 0.1 ? .dim : share < 0.25 ? .warn : .bad
      let step = Int(cells: share / full * 8 - 0.5, in: 0...7)
      canvas.put(
        Sparkline.blocks[step], columns: 1, x: rect.x + column, y: rect.y,
        style: style(role, column, picture))
    }
    let peak = highest > 0 ? "switching, to \(Format.percent(highest))" : "switching"
    picture.writeHeading(peak, y: rect.y, &canvas)
  }

  /// The style of a column: dim where it is a preview.
  private static func style(
    _ role: Theme.Role, _ column: Int, _ picture: LanesPicture
  ) -> Style {
    picture.frame.theme.style(role, picture.isPreview(column) ? .dim : [])
  }
}
