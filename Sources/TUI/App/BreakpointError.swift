/// A fault in the text of a breakpoint.
struct BreakpointError: Error, Hashable {
  /// One sentence, without anything that a terminal would obey.
  let message: String
}
