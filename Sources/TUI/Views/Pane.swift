/// A framed part of the screen with a title.
enum Pane {
  /// Draws the frame, then what is inside; nothing drawn there reaches the frame.
  static func draw(
    _ id: PaneID, _ title: String, hasNumber: Bool = true, _ frame: Frame, _ rect: Rect,
    _ canvas: inout Canvas, content: (_ inside: Rect, inout Canvas) -> Void
  ) {
    let theme = frame.theme
    let isFocused = hasNumber && frame.state.focus == id
    let number = id == .inspector || !hasNumber ? "" : "\(id.rawValue) "
    canvas.box(
      rect, style: theme.frame(isFocused: isFocused), title: number + title,
      titleStyle: isFocused
        ? theme.style(.borderFocused, .bold) : theme.style(.title, .bold))
    let inside = rect.inset(by: 1)
    canvas.clipped(to: inside) { content(inside, &$0) }
  }

  /// Marks the chosen line of the pane that has the keys.
  static func choose(
    _ rect: Rect, of id: PaneID, _ frame: Frame, _ canvas: inout Canvas
  ) {
    guard frame.state.focus == id else { return }
    canvas.restyle(rect) { frame.theme.selecting($0) }
  }
}
