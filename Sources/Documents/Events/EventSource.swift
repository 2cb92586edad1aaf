/// A document told step by step.
///
/// The steps are balanced: what the end of a list or mapping ends is the innermost open one.
protocol EventSource: ~Copyable {
  /// The next step; after the end, the end again.
  mutating func next() throws(SyntaxError) -> DocumentEvent

  /// Takes the next step and notes it in a flat item, or gives it back where it does not fit in there.
  mutating func next(into flat: inout FlatItem) throws(SyntaxError) -> DocumentEvent?
}
