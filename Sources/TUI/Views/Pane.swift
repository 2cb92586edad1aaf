/// A framed part of the screen with a title.
enum Pane {
  /// Draws the frame, then what is inside; nothing drawn there reaches the frame.
  static func draw(
    _ title: String, _ frame: Frame, _ rect: Rect, _ canvas: inout Canvas,
    content: (_ inside: Rect, inout Canvas) -> Void
  ) {
    canvas.box(
      rect, style: frame.theme.frame(isFocused: false), title: title,
      titleStyle: frame.theme.style(.title, .bold))
    let inside = rect.inset(by: 1)
    canvas.clipped(to: inside) { content(inside, &$0) }
  }
}
