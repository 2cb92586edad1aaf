/// An event that a terminal reports.
enum InputEvent: Hashable, Sendable {
  case key(Key)
  case mouse(Mouse)
  case resize(Size)
  /// A text that was pasted in one piece; without a text field it is dropped.
  case paste(String)
  /// The terminal went away; nothing else will come.
  case closed
}

/// A button or the wheel, and where the pointer was.
struct Mouse: Hashable, Sendable {
  enum Action: Hashable, Sendable {
    case press(Button)
    case release(Button)
    case wheelUp
    case wheelDown
  }

  enum Button: Hashable, Sendable {
    case left, middle, right
  }

  let action: Action
  let x: Int
  let y: Int
  var shift = false
  var control = false
  var alt = false
}
