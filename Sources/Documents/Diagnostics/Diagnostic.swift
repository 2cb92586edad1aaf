/// The severity of a problem.
public enum Severity: Sendable {
  /// The file cannot be used.
  case error

  /// The file can be used, perhaps not as meant.
  case warning
}

/// A problem of a file, in words for its author.
public struct Diagnostic: Sendable {
  /// The severity.
  public var severity: Severity

  /// The place of the problem; nil for the file as a whole.
  public var position: Position?

  /// The problem as a sentence without a full stop or line end.
  public var sentence: String

  /// A hint that follows the sentence and a semicolon, such as `did you mean "a"?`.
  public var hint: String?

  /// A problem from its parts.
  public init(
    _ severity: Severity, _ sentence: String, at position: Position?, hint: String? = nil
  ) {
    self.severity = severity
    self.position = position
    self.sentence = sentence
    self.hint = hint
  }
}
