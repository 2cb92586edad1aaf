/// The reason why a file cannot be read to its end: it is not YAML or JSON, or beyond a limit.
public struct SyntaxError: Error {
  let fault: SyntaxFault
  let position: Position

  init(_ fault: SyntaxFault, at position: Position) {
    self.fault = fault
    self.position = position
  }

  /// The problem, to be added to the file's other ones.
  public var diagnostic: Diagnostic {
    let words = fault.words
    return Diagnostic(.error, words.sentence, at: position, hint: words.hint)
  }
}
