/// The problems of one file: the first 20 errors, the first 20 warnings, and their numbers.
///
/// A problem of the contents is worded where it is found, unlike a `SyntaxFault`: it names fields and
/// owners that only the decoder of that field knows, and no caller decides anything by its kind.
public struct Diagnostics: Sendable {
  /// The number of errors, and of warnings, that are kept; the rest is only counted.
  public static let limit = 20

  /// The problems that are kept, in the order in which they were found.
  public private(set) var kept: [Diagnostic] = []

  /// The number of errors, kept or not.
  public private(set) var errorCount = 0

  /// The number of warnings, kept or not.
  public private(set) var warningCount = 0

  /// No problems yet.
  public init() {}

  /// Whether there is an error; then the file cannot be used.
  public var hasErrors: Bool { errorCount > 0 }

  /// Adds an error; its words are composed only if it is kept.
  public mutating func error(
    _ sentence: @autoclosure () -> String, at position: Position?,
    hint: @autoclosure () -> String? = nil
  ) {
    errorCount += 1
    guard errorCount <= Self.limit else { return }
    kept.append(Diagnostic(.error, sentence(), at: position, hint: hint()))
  }

  /// Adds a warning; its words are composed only if it is kept.
  public mutating func warning(
    _ sentence: @autoclosure () -> String, at position: Position?,
    hint: @autoclosure () -> String? = nil
  ) {
    warningCount += 1
    guard warningCount <= Self.limit else { return }
    kept.append(Diagnostic(.warning, sentence(), at: position, hint: hint()))
  }

  /// Adds a problem that was composed elsewhere, such as that of a ``SyntaxError``.
  public mutating func add(_ diagnostic: Diagnostic) {
    switch diagnostic.severity {
    case .error: error(diagnostic.sentence, at: diagnostic.position, hint: diagnostic.hint)
    case .warning: warning(diagnostic.sentence, at: diagnostic.position, hint: diagnostic.hint)
    }
  }
}
