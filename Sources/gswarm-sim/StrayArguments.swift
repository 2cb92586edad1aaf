import ArgumentParser

/// The words on the command line that belong to no option.
struct StrayArguments: ParsableArguments {
  @Argument(help: .hidden) var words: [String] = []
}

/// A command that takes options alone.
///
/// Its stray words are collected so that a sample's name among them gets a hint. Other mistakes,
/// such as an unknown option before the word, are reported first.
protocol WordlessCommand: ParsableCommand {
  var stray: StrayArguments { get }
}

extension WordlessCommand {
  /// Refuses the first stray word.
  func checkStrayWords() throws(UsageError) {
    guard let word = stray.words.first else { return }
    throw .unexpectedArgument(
      word, suggestion: Share.nearestSample(to: word).map { "--sample \($0)" })
  }
}
