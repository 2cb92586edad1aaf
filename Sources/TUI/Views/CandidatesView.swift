/// The candidates for the text in the last line, above it.
enum CandidatesView {
  private static let longestRows = 10

  static func draw(_ frame: Frame, _ screen: Rect, _ canvas: inout Canvas) {
    guard case .typing(let prompt) = frame.state.mode else { return }
    let candidates = frame.state.candidates(for: prompt)
    // A text that is complete needs no list.
    if candidates.isEmpty || candidates.count == 1 && candidates[0].text == prompt.string { return }
    let theme = frame.theme
    let rows = min(candidates.count, longestRows, max(screen.height - 8, 3))
    let chosen = prompt.completion?.index
    let first = Layout.firstLine(chosen: chosen ?? 0, rows: rows)
    let shown = candidates[first..<min(first + rows, candidates.count)]
    let names = min(shown.map { displayWidth(of: $0.label) }.max() ?? 0, screen.width / 2)
    let widest = shown.map { names + 2 + displayWidth(of: $0.detail) }.max() ?? 0
    let box = Rect(
      x: screen.x, y: screen.endY - 1 - rows - 2, width: min(widest + 4, screen.width),
      height: rows + 2)
    canvas.clipped(to: box) { canvas in
      canvas.clear(box, style: theme.plain)
      canvas.box(
        box, style: theme.frame(isFocused: true), title: title(chosen, candidates.count),
        titleStyle: theme.style(.title))
      canvas.write(
        measuresTitle(prompt, frame), x: box.x + 4 + names, y: box.y,
        style: theme.style(.dim), maxWidth: max(box.width - names - 6, 0))
      for (row, candidate) in shown.enumerated() {
        let y = box.y + 1 + row
        canvas.write(
          candidate.label, x: box.x + 2, y: y, style: theme.style(.key), maxWidth: names)
        canvas.write(
          candidate.detail, x: box.x + 4 + names, y: y, style: theme.style(.dim),
          maxWidth: max(box.width - names - 6, 0))
        guard first + row == chosen else { continue }
        canvas.restyle(Rect(x: box.x + 1, y: y, width: box.width - 2, height: 1)) {
          theme.selecting($0)
        }
      }
    }
  }

  /// The titles of the columns of measures, above them; empty where there are none.
  private static func measuresTitle(_ prompt: Prompt, _ frame: Frame) -> String {
    guard frame.state.measuringStart(of: prompt.purpose) != nil else { return "" }
    return PolicyMeasures.titles
  }

  private static func title(_ chosen: Int?, _ count: Int) -> String {
    "Tab " + (chosen.map { "\($0 + 1)/" } ?? "") + "\(count)"
  }
}
