/// The reason why a file cannot be read to its end: it is not YAML or JSON, or beyond a limit.
public struct SyntaxError: Error {
  /// The problem, to be added to the file's other ones.
  public var diagnostic: Diagnostic

  /// The end of reading because of a problem.
  public init(_ diagnostic: Diagnostic) {
    self.diagnostic = diagnostic
  }

  init(_ sentence: String, at position: Position, hint: String? = nil) {
    diagnostic = Diagnostic(.error, sentence, at: position, hint: hint)
  }
}
