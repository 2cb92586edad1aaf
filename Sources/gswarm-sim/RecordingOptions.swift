import ArgumentParser
import Documents

/// The options of a recording.
struct RecordingOptions: ParsableArguments {
  @Option(
    parsing: .unconditional,
    help: ArgumentHelp(
      "cast: the keys, with pauses and marks, as in '..<Wait 2s>x<Mark the first switch>'.",
      valueName: "keys"),
    transform: Limit.scriptBytes.text)
  var script: String?

  @Option(
    name: .customLong("size"),
    help: ArgumentHelp(
      "cast: the size of the screen. (default: 120x34)", valueName: "columns x rows"))
  var givenSize: String?

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp("cast: the seconds after each key. (default: 0.5)", valueName: "s"),
    transform: Limit.recordingPace.number)
  var pace = 0.5

  @Option(
    parsing: .unconditionalSingleValue,
    help: ArgumentHelp("cast: a mark at the beginning; may be repeated.", valueName: "text"),
    transform: Limit.textBytes.text)
  var marker: [String] = []

  /// The size of the screen.
  func dimensions() throws(UsageError) -> (width: Int, height: Int) {
    try screenSize(givenSize)
  }
}
