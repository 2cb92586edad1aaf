/// Why there is no screen, in one sentence.
public struct DisplayFailure: Error {
  /// What to tell the user.
  public let sentence: String
}
