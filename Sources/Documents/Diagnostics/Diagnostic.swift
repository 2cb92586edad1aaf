/// How bad a problem is.
public enum Severity: Sendable {
  /// The file cannot be used.
  case error

  /// The file can be used, perhaps not as meant.
  case warning
}

/// One problem of a file, in words for the person who wrote the file.
public struct Diagnostic: Sendable {
  /// How bad the problem is.
  public var severity: Severity

  /// Where the problem is, or nil if it is the file's as a whole.
  public var position: Position?

  /// What is wrong, without a full stop or a line end.
  public var sentence: String

  /// What may help, to stand after the sentence and a semicolon, such as `did you mean "a"?`.
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
