/// Something to do before the screen is the user's.
struct StartCommand: Hashable, Sendable {
  enum Step: Hashable, Sendable {
    /// The text to be typed after `:`.
    case command(String)
    case keys([Key])
  }

  let step: Step
  /// The option or the line of a file that asks for it, for messages.
  let origin: String
}
