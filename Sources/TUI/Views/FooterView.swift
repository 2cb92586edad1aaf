/// The last line: the keys that matter, or a remark on the last one.
enum FooterView {
  static func draw(_ frame: Frame, _ rect: Rect, _ canvas: inout Canvas) {
    let (state, theme) = (frame.state, frame.theme)
    canvas.clear(rect, style: theme.plain)
    var x = rect.x + 1
    if let message = state.message {
      canvas.write(message, x: x, y: rect.y, style: theme.style(.warn, .bold))
      return
    }
    if let count = state.count {
      canvas.write("\(count)", x: x, y: rect.y, style: theme.style(.key, .bold))
      return
    }
    let bindings = state.keymap.bindings.filter { $0.label != nil }
    // Help and quit are the last to go when the line is short.
    let widths = bindings.map { displayWidth(of: text(of: $0)) + 2 }
    var shown = Set(bindings.indices.suffix(2))
    var room = rect.width - 1 - shown.reduce(0) { $0 + widths[$1] }
    for index in bindings.indices where !shown.contains(index) && widths[index] <= room {
      shown.insert(index)
      room -= widths[index]
    }
    for (index, binding) in bindings.enumerated() where shown.contains(index) {
      let key = binding.keys[0].label
      x += canvas.write(key, x: x, y: rect.y, style: theme.style(.key, .bold)) + 1
      x += canvas.write(binding.label ?? "", x: x, y: rect.y, style: theme.style(.dim)) + 2
    }
  }

  private static func text(of binding: Binding) -> String {
    "\(binding.keys[0].label) \(binding.label ?? "")"
  }
}
