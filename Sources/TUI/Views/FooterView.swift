/// The last line: a text field, a remark on the last key, or the keys that matter.
enum FooterView {
  static func draw(_ frame: Frame, _ rect: Rect, _ canvas: inout Canvas) {
    let (state, theme) = (frame.state, frame.theme)
    canvas.clear(rect, style: theme.plain)
    if let prompt = state.prompt {
      drawPrompt(prompt, frame, rect, &canvas)
    } else if let count = state.count {
      let width = canvas.write(
        "\(count)", x: rect.x + 1, y: rect.y, style: theme.style(.key, .bold))
      canvas.write(
        "  a count for the next move in time", x: rect.x + 1 + width, y: rect.y,
        style: theme.style(.dim))
    } else if let message = state.message {
      canvas.write(message, x: rect.x + 1, y: rect.y, style: theme.style(.warn, .bold))
    } else {
      drawKeys(frame, rect, &canvas)
    }
  }

  // MARK: - A text field

  private static func drawPrompt(
    _ prompt: Prompt, _ frame: Frame, _ rect: Rect, _ canvas: inout Canvas
  ) {
    let theme = frame.theme
    let (sign, hint) = texts(for: prompt.purpose)
    var x = rect.x + 1
    x += canvas.write(sign, x: x, y: rect.y, style: theme.style(.key, .bold)) + 1
    // A long text is shown around its caret.
    let room = max(rect.endX - x - 1, 1)
    let head = String(prompt.string.prefix(prompt.caret))
    let skipped = max(0, displayWidth(of: head) - room * 2 / 3)
    let shown = String(prompt.string.dropFirst(skipped))
    let caret = x + displayWidth(of: String(head.dropFirst(skipped)))
    let end = x + canvas.write(shown, x: x, y: rect.y, style: theme.plain)
    canvas.restyle(Rect(x: caret, y: rect.y, width: 1, height: 1)) { $0.adding(.reverse) }
    let remark = prompt.complaint ?? hint
    let style = prompt.complaint == nil ? theme.style(.dim) : theme.style(.bad, .bold)
    guard end + 4 < rect.endX else { return }
    canvas.write(remark, x: max(end, caret) + 3, y: rect.y, style: style)
  }

  private static func texts(for purpose: Prompt.Purpose) -> (sign: String, hint: String) {
    switch purpose {
    case .goTo: (":", Place.examples)
    case .search: ("/", "part of a request's, node's or model's id")
    case .breakpoints: ("break at", Breakpoints.examples)
    }
  }

  // MARK: - Keys

  private static func drawKeys(_ frame: Frame, _ rect: Rect, _ canvas: inout Canvas) {
    let theme = frame.theme
    let bindings = frame.state.keymap.bindings.filter { $0.label != nil && !$0.keys.isEmpty }
    // Help and quit are the last to go when the line is short.
    let widths = bindings.map { displayWidth(of: text(of: $0)) + 2 }
    var shown = Set(bindings.indices.suffix(2))
    var room = rect.width - 1 - shown.reduce(0) { $0 + widths[$1] }
    for index in bindings.indices where !shown.contains(index) && widths[index] <= room {
      shown.insert(index)
      room -= widths[index]
    }
    var x = rect.x + 1
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
