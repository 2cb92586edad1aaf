/// A document told step by step.
///
/// The steps are balanced: what the end of a list or mapping ends is the innermost open one.
protocol EventSource: ~Copyable {
  /// The next step; after the end, the end again.
  mutating func next() throws(SyntaxError) -> DocumentEvent

  /// Takes the next step and notes it in a flat item, or gives it back where it does not fit in there.
  mutating func next(into flat: inout FlatItem) throws(SyntaxError) -> DocumentEvent?

  /// Takes all steps of the next item of a list at once, into a flat item that is empty.
  ///
  /// - Returns: false if they have to be taken one by one; the flat item then holds anything.
  mutating func takeItem(into flat: inout FlatItem) throws(SyntaxError) -> Bool
}

extension EventSource where Self: ~Copyable {
  mutating func takeItem(into flat: inout FlatItem) throws(SyntaxError) -> Bool { false }
}
