/// The keys to begin with, for a run before its first event.
enum FirstSteps {
  static func draw(_ frame: Frame, _ rect: Rect, _ canvas: inout Canvas) {
    let (keymap, theme) = (frame.state.keymap, frame.theme)
    var y = rect.y
    for (action, text) in steps(frame) {
      guard let key = keymap.label(of: action), y < rect.endY else { continue }
      canvas.write(key, x: rect.x, y: y, style: theme.style(.key, .bold))
      canvas.write(text, x: rect.x + 6, y: y, style: theme.style(.dim))
      y += 1
    }
  }

  private static func steps(_ frame: Frame) -> [(action: Action, text: String)] {
    guard frame.run.lastEventCount > 0 else { return [(.help, "lists all keys")] }
    var steps: [(Action, String)] = [
      (.stepForward, "goes to the first of \(Format.count(frame.run.lastEventCount, "event"))"),
      (.runOrPause, "lets time run"), (.nextSwitch, "goes to the first model switch"),
      (.help, "lists all keys"), (.fitAll, "shows the whole run"),
    ]
    if frame.state.showsPreview { steps.append((.preview, "hides what is to come")) }
    return steps + [(.lastEvent, "goes to the end")]
  }
}
