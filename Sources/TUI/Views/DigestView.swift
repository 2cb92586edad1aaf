import Engine
import History

/// The line for the panes that do not fit: the switches and the latest event.
enum DigestView {
  static func draw(_ frame: Frame, _ rect: Rect, _ canvas: inout Canvas) {
    let (moment, theme) = (frame.moment, frame.theme)
    canvas.clear(rect, style: theme.plain)
    var x = rect.x + 1
    x += canvas.write("⇄ ", x: x, y: rect.y, style: theme.style(.warn, .bold))
    x += canvas.write(
      Format.count(moment.switchCount, "switch", "switches")
        + ", \(Format.percent(moment.switchShare)) of GPU time",
      x: x, y: rect.y, style: theme.plain)
    guard let entry = EventStory.latest(1, moment).last else { return }
    let line = EventLine(entry, frame.scene, width: rect.width)
    x += 3
    x += canvas.write(line.sign, x: x, y: rect.y, style: line.style) + 1
    canvas.write(line.text(width: rect.endX - x), x: x, y: rect.y, style: theme.style(.dim))
  }
}
