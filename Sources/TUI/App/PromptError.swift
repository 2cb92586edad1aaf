/// A fault in an entered text.
struct PromptError: Error, Hashable {
  /// One sentence, without anything that a terminal would obey.
  let sentence: String
}
