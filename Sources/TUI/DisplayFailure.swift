/// A reason why there is no screen.
public struct DisplayFailure: Error {
  /// The reason in one sentence.
  public let sentence: String
}
