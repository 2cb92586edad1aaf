/// A request of the state to the program around it.
enum Effect: Sendable {
  case quit, suspend, redraw
  /// Take the mouse, or leave it to the terminal.
  case setMouse(Bool)
  /// Write the screen to a file.
  case savePicture
  /// Put a text on the clipboard.
  case copy(String)
  /// Write a text to a file.
  case save(text: String, path: String)
  case start(Work)
  /// End work whose result nobody wants any more.
  case cancel(work: Int)
}
